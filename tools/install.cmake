# `cmake --install`, and the packages of `cpack`: the program with its pages, and the library.
#
#   program      bin/plumbline, the man page, completions for bash, zsh and fish, README and LICENSE
#   development  libplumbline.a, <plumbline/plumbline.hpp>, find_package(plumbline)
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The man page and the completions, by a program that has the same flags.
file(GLOB PAGES_SOURCES CONFIGURE_DEPENDS tools/pages/*.cpp)
add_executable(plumbline_pages ${PAGES_SOURCES})
target_link_libraries(plumbline_pages PRIVATE plumbline_tool)
set(PAGES_FOLDER ${CMAKE_BINARY_DIR}/pages)
set(PAGES ${PAGES_FOLDER}/plumbline.1 ${PAGES_FOLDER}/plumbline ${PAGES_FOLDER}/_plumbline
  ${PAGES_FOLDER}/plumbline.fish)
add_custom_command(OUTPUT ${PAGES} COMMAND ${CMAKE_COMMAND} -E make_directory ${PAGES_FOLDER}
  COMMAND plumbline_pages ${PAGES_FOLDER} DEPENDS plumbline_pages VERBATIM)
add_custom_target(pages ALL DEPENDS ${PAGES})

install(TARGETS plumbline RUNTIME COMPONENT program)
install(FILES ${PAGES_FOLDER}/plumbline COMPONENT program
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${PAGES_FOLDER}/plumbline.fish COMPONENT program
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
foreach(COMPONENT program development)
  install(CODE "set(PAGES_FOLDER \"${PAGES_FOLDER}\")
    set(SOURCE_FOLDER \"${PROJECT_SOURCE_DIR}\")
    set(VERSION \"${PROJECT_VERSION}\")
    set(COMPONENT ${COMPONENT})" COMPONENT ${COMPONENT})
  install(SCRIPT tools/install_by_place.cmake COMPONENT ${COMPONENT})
endforeach()

# One archive of all layers; what it needs from elsewhere is found by the application's own CMake.
add_library(plumbline_library STATIC $<TARGET_OBJECTS:plumbline_model>
  $<TARGET_OBJECTS:plumbline_rules> $<TARGET_OBJECTS:plumbline_analyzer>)
set_target_properties(plumbline_library PROPERTIES OUTPUT_NAME plumbline EXPORT_NAME plumbline
  LINKER_LANGUAGE CXX)
target_compile_features(plumbline_library INTERFACE cxx_std_17)
target_link_libraries(plumbline_library PRIVATE SQLite::SQLite3 Boost::regex yaml-cpp
  OpenSSL::Crypto Threads::Threads)

# The headers lie as they are installed, so that the example below is built from them.
set(PUBLIC_HEADERS ${CMAKE_BINARY_DIR}/include/plumbline)
configure_file(analyzer/plumbline.hpp ${PUBLIC_HEADERS}/plumbline.hpp COPYONLY)
configure_file(model/error.hpp ${PUBLIC_HEADERS}/model/error.hpp COPYONLY)
target_include_directories(plumbline_library INTERFACE
  $<BUILD_INTERFACE:${CMAKE_BINARY_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

set(INSTALLED_LIBRARIES plumbline_library)
set(FIND_SQLITE "find_dependency(SQLite3 3.37)")
if(TARGET plumbline_sqlite)  # compiled here, so it is installed as well
  list(APPEND INSTALLED_LIBRARIES plumbline_sqlite)
  set(FIND_SQLITE "")
endif()
set(PACKAGE_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/plumbline)
configure_package_config_file(tools/plumblineConfig.cmake.in ${CMAKE_BINARY_DIR}/plumblineConfig.cmake
  INSTALL_DESTINATION ${PACKAGE_FOLDER})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/plumblineConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(TARGETS ${INSTALLED_LIBRARIES} EXPORT plumblineTargets ARCHIVE COMPONENT development)
install(EXPORT plumblineTargets NAMESPACE plumbline:: DESTINATION ${PACKAGE_FOLDER}
  COMPONENT development)
install(FILES ${CMAKE_BINARY_DIR}/plumblineConfig.cmake
  ${CMAKE_BINARY_DIR}/plumblineConfigVersion.cmake DESTINATION ${PACKAGE_FOLDER}
  COMPONENT development)
install(DIRECTORY ${PUBLIC_HEADERS} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)

add_executable(plumbline_start_up_check EXCLUDE_FROM_ALL
  tools/examples/start_up_check/main.cpp)
target_link_libraries(plumbline_start_up_check PRIVATE plumbline_library)

# cpack -G DEB, in the build folder
set(CPACK_PACKAGE_VENDOR "The Plumbline authors")
set(CPACK_PACKAGE_CONTACT "The Plumbline authors <plumbline@packages.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compares and repairs SQLite schemas")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME plumbline)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"Says what differs between a live SQLite database and the schema it should
have, or how far a migration came before it was cut off, and prints the
smallest safe SQL that mends it, proven on a copy of the database first.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libplumbline-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "libboost-regex-dev, libyaml-cpp-dev, libssl-dev")
if(NOT TARGET plumbline_sqlite)
  string(APPEND CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ", libsqlite3-dev")
endif()
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"The library of plumbline, for C++: an application asks at its start whether
its schema is the declared one, whether a migration is half-done, and what
the pending ones will do.")
include(CPack)
