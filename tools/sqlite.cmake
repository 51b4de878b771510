# The SQLite that everything is linked with, as SQLite::SQLite3. -DPLUMBLINE_SQLITE says which:
#   system   the distribution's library (the default)
#   newest   the version below, compiled here
#   FOLDER   sqlite3.c and sqlite3.h of that folder, compiled here in the same way; a relative path
#            starts from the source directory
set(PLUMBLINE_SQLITE system CACHE STRING "SQLite: system, newest, or a folder with sqlite3.c and sqlite3.h")

# The newest amalgamation that a package registry ships: the npm package better-sqlite3 has it,
# whole. npm knows where its registry is.
set(NEWEST_SQLITE 3.54.1)
set(NEWEST_SQLITE_PACKAGE better-sqlite3@13.2.0)
set(NEWEST_SQLITE_C_SHA256 75a4760a7b9727a4c4c877aec92eacf39e52a8f2921ce00bd33be6d3a8e8e254)
set(NEWEST_SQLITE_H_SHA256 d6c84557261893439b341d2e6c35187ae3ea24fbfd843ad94616f72d89242b8c)

# FOUND becomes whether the folder holds just these two files.
function(is_newest_sqlite FOLDER FOUND)
  set(${FOUND} FALSE PARENT_SCOPE)
  if(EXISTS ${FOLDER}/sqlite3.c AND EXISTS ${FOLDER}/sqlite3.h)
    file(SHA256 ${FOLDER}/sqlite3.c C)
    file(SHA256 ${FOLDER}/sqlite3.h H)
    if(C STREQUAL NEWEST_SQLITE_C_SHA256 AND H STREQUAL NEWEST_SQLITE_H_SHA256)
      set(${FOUND} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

function(cannot_have_newest_sqlite WHY)
  message(FATAL_ERROR "PLUMBLINE_SQLITE=newest: SQLite ${NEWEST_SQLITE} cannot be had: ${WHY}\n"
    "It is taken out of the npm package ${NEWEST_SQLITE_PACKAGE} by `npm pack`, so npm has to be "
    "installed (Debian: the package npm) and to reach its registry. Without one: give a folder with "
    "sqlite3.c and sqlite3.h of any SQLite amalgamation, -DPLUMBLINE_SQLITE=FOLDER "
    "(https://sqlite.org/download.html), or -DPLUMBLINE_SQLITE=system.")
endfunction()

# Puts sqlite3.c and sqlite3.h into FOLDER, where they stay: only the first time needs a registry.
function(fetch_newest_sqlite FOLDER)
  find_program(NPM npm)
  if(NOT NPM)
    cannot_have_newest_sqlite("there is no npm.")
  endif()
  set(DRAFT ${FOLDER}.draft)
  file(REMOVE_RECURSE ${DRAFT})
  file(MAKE_DIRECTORY ${DRAFT})
  message(STATUS "SQLite ${NEWEST_SQLITE}: npm pack ${NEWEST_SQLITE_PACKAGE}")
  execute_process(
    COMMAND ${NPM} pack --loglevel=error --pack-destination ${DRAFT} ${NEWEST_SQLITE_PACKAGE}
    WORKING_DIRECTORY ${DRAFT} RESULT_VARIABLE CODE OUTPUT_QUIET ERROR_VARIABLE WORDS)
  file(GLOB ARCHIVE ${DRAFT}/*.tgz)
  if(NOT CODE EQUAL 0 OR NOT ARCHIVE)
    string(REGEX MATCH "^[^\n]*" WORDS "${WORDS}")  # the rest is a trace of npm itself
    cannot_have_newest_sqlite("npm pack ${NEWEST_SQLITE_PACKAGE} failed: ${WORDS}.")
  endif()
  file(ARCHIVE_EXTRACT INPUT ${ARCHIVE} DESTINATION ${DRAFT} PATTERNS */deps/sqlite3/sqlite3.?)
  set(UNPACKED ${DRAFT}/package/deps/sqlite3)
  is_newest_sqlite(${UNPACKED} FOUND)
  if(NOT FOUND)
    cannot_have_newest_sqlite(
      "sqlite3.c of ${NEWEST_SQLITE_PACKAGE} has not got the SHA-256 ${NEWEST_SQLITE_C_SHA256}.")
  endif()
  file(REMOVE_RECURSE ${FOLDER})
  file(RENAME ${UNPACKED} ${FOLDER})
  file(REMOVE_RECURSE ${DRAFT})
endfunction()

# Built as Debian builds its own, so that both builds of Plumbline read a schema the same way: the
# compile-time options of https://sqlite.org/compile.html that Debian sets, without the DEFAULT_
# ones that it leaves alone. What only newer versions have is added. Not as the package above builds
# it, which takes strings in double quotes and the progress handler away.
function(add_sqlite FOLDER)
  find_package(Threads REQUIRED)
  add_library(plumbline_sqlite STATIC ${FOLDER}/sqlite3.c)
  add_library(SQLite::SQLite3 ALIAS plumbline_sqlite)
  target_include_directories(plumbline_sqlite SYSTEM INTERFACE $<BUILD_INTERFACE:${FOLDER}>)
  set_target_properties(plumbline_sqlite PROPERTIES POSITION_INDEPENDENT_CODE ON
    EXPORT_COMPILE_COMMANDS OFF)
  target_compile_options(plumbline_sqlite PRIVATE -O2 -w)
  target_compile_definitions(plumbline_sqlite PRIVATE
    SQLITE_THREADSAFE=1 SQLITE_TEMP_STORE=1 SQLITE_USE_URI=1 SQLITE_DQS=3 SQLITE_OMIT_LOOKASIDE
    SQLITE_SECURE_DELETE SQLITE_SOUNDEX SQLITE_LIKE_DOESNT_MATCH_BLOBS HAVE_ISNAN
    SQLITE_MAX_VARIABLE_NUMBER=250000 SQLITE_MAX_DEFAULT_PAGE_SIZE=32768
    SQLITE_ENABLE_COLUMN_METADATA SQLITE_ENABLE_PREUPDATE_HOOK SQLITE_ENABLE_SESSION
    SQLITE_ENABLE_FTS3 SQLITE_ENABLE_FTS3_PARENTHESIS SQLITE_ENABLE_FTS3_TOKENIZER
    SQLITE_ENABLE_FTS4 SQLITE_ENABLE_FTS5 SQLITE_ENABLE_RTREE SQLITE_ENABLE_GEOPOLY
    SQLITE_ENABLE_DBSTAT_VTAB SQLITE_ENABLE_STMTVTAB SQLITE_ENABLE_MATH_FUNCTIONS
    SQLITE_ENABLE_PERCENTILE SQLITE_ENABLE_UPDATE_DELETE_LIMIT SQLITE_ENABLE_UNLOCK_NOTIFY
    SQLITE_ENABLE_LOAD_EXTENSION)
  target_link_libraries(plumbline_sqlite PUBLIC Threads::Threads ${CMAKE_DL_LIBS} m)
endfunction()

get_filename_component(SQLITE_FOLDER ${PLUMBLINE_SQLITE} ABSOLUTE)
if(PLUMBLINE_SQLITE STREQUAL "system")
  find_package(SQLite3 3.37 REQUIRED)
elseif(PLUMBLINE_SQLITE STREQUAL "newest")
  enable_language(C)
  set(SQLITE_FOLDER ${CMAKE_BINARY_DIR}/sqlite-${NEWEST_SQLITE})
  is_newest_sqlite(${SQLITE_FOLDER} SQLITE_FOUND)
  if(NOT SQLITE_FOUND)
    fetch_newest_sqlite(${SQLITE_FOLDER})
  endif()
  add_sqlite(${SQLITE_FOLDER})
elseif(EXISTS ${SQLITE_FOLDER}/sqlite3.c AND EXISTS ${SQLITE_FOLDER}/sqlite3.h)
  enable_language(C)
  add_sqlite(${SQLITE_FOLDER})
else()
  message(FATAL_ERROR "PLUMBLINE_SQLITE=${PLUMBLINE_SQLITE} is neither system, newest, nor a folder "
    "with sqlite3.c and sqlite3.h")
endif()
