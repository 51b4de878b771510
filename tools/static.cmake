# Whether the program is one file that needs nothing of the machine it runs on, not even a libc: so
# it runs on any Linux of its architecture, with musl too, and starts in a third of the time, because
# nothing is looked for and relocated.
set(PLUMBLINE_STATIC auto CACHE STRING "Link the program statically: auto (where that is possible), ON or OFF")

# What the program needs, and its name as an archive.
set(STATIC_LIBRARIES SQLite::SQLite3=sqlite3 Boost::regex=boost_regex yaml-cpp=yaml-cpp
  OpenSSL::Crypto=crypto)
# With -static, GCC's start files have the first exception sort the unwind tables of the whole
# program, which takes 7 ms. With -static-pie they are used as the linker has sorted them.
set(STATIC_LINK -static-pie)

# The archives into FOUND, and into WHY_NOT what keeps a program from being linked with them.
function(find_static_libraries FOUND WHY_NOT)
  set(ARCHIVES "")
  foreach(LIBRARY ${STATIC_LIBRARIES})
    string(REPLACE = ";" LIBRARY ${LIBRARY})
    list(GET LIBRARY 0 TARGET)
    list(GET LIBRARY 1 NAME)
    get_target_property(COMPILED_HERE ${TARGET} ALIASED_TARGET)
    if(NOT COMPILED_HERE)
      find_library(PLUMBLINE_ARCHIVE_${NAME} lib${NAME}.a)
      mark_as_advanced(PLUMBLINE_ARCHIVE_${NAME})
      if(NOT PLUMBLINE_ARCHIVE_${NAME})
        set(${WHY_NOT} "there is no lib${NAME}.a" PARENT_SCOPE)
        return()
      endif()
      list(APPEND ARCHIVES ${TARGET}=${PLUMBLINE_ARCHIVE_${NAME}})
    endif()
  endforeach()
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_LINK_OPTIONS ${STATIC_LINK})
  check_cxx_source_compiles("
#ifndef __PIE__
#error this compiler does not make position-independent programs by default
#endif
#include <thread>
int main() { std::thread([] {}).join(); }" PLUMBLINE_LINKS_STATICALLY)
  if(NOT PLUMBLINE_LINKS_STATICALLY)
    set(${WHY_NOT} "no program can be linked with ${STATIC_LINK} here" PARENT_SCOPE)
  endif()
  set(${FOUND} ${ARCHIVES} PARENT_SCOPE)
endfunction()

# Everything that is linked with TARGET gets the archive: one program or test like the other.
function(link_archive TARGET ARCHIVE)
  get_target_property(CONFIGURATIONS ${TARGET} IMPORTED_CONFIGURATIONS)
  foreach(CONFIGURATION ${CONFIGURATIONS})
    set_target_properties(${TARGET} PROPERTIES IMPORTED_LOCATION_${CONFIGURATION} ${ARCHIVE})
  endforeach()
  set_target_properties(${TARGET} PROPERTIES IMPORTED_LOCATION ${ARCHIVE})
  target_link_libraries(${TARGET} INTERFACE Threads::Threads ${CMAKE_DL_LIBS} m)
endfunction()

# Sanitizers bring libraries of their own.
function(choose_linking)
  set(LINKED_STATICALLY FALSE PARENT_SCOPE)
  if(INSTRUMENTED OR NOT PLUMBLINE_STATIC)
    return()
  endif()
  find_static_libraries(ARCHIVES WHY_NOT)
  if(WHY_NOT)
    if(NOT PLUMBLINE_STATIC STREQUAL auto)
      message(FATAL_ERROR "PLUMBLINE_STATIC=${PLUMBLINE_STATIC}: ${WHY_NOT}")
    endif()
    message(STATUS "plumbline is linked dynamically: ${WHY_NOT}")
    return()
  endif()
  foreach(PAIR ${ARCHIVES})
    string(REPLACE = ";" PAIR ${PAIR})
    link_archive(${PAIR})
  endforeach()
  set(LINKED_STATICALLY TRUE PARENT_SCOPE)
endfunction()
choose_linking()

# -s: without symbols. An archive's dlopen works with the glibc that it was linked with only, which
# the linker warns of; nothing here loads a library.
function(link_program PROGRAM)
  if(LINKED_STATICALLY)
    target_link_options(${PROGRAM} PRIVATE ${STATIC_LINK} -s -Wl,--gc-sections)
  endif()
endfunction()
