# What lies elsewhere, or is compressed, in a package of Debian: run at each install, which knows
# its prefix. https://www.debian.org/doc/debian-policy/ch-docs.html, and zsh's README.Debian.
set(SHARE "${CMAKE_INSTALL_PREFIX}/share")
set(OF_DEBIAN FALSE)
if(CMAKE_INSTALL_PREFIX MATCHES "/usr$" AND EXISTS /etc/debian_version)
  set(OF_DEBIAN TRUE)
endif()

# Without a time in it: the same input gives the same bytes.
function(install_compressed FILE NAME FOLDER)
  set(COMPRESSED "${PAGES_FOLDER}/${COMPONENT}/${NAME}.gz")
  file(MAKE_DIRECTORY "${PAGES_FOLDER}/${COMPONENT}")
  execute_process(COMMAND gzip -9nc "${FILE}" OUTPUT_FILE "${COMPRESSED}" COMMAND_ERROR_IS_FATAL ANY)
  file(INSTALL "${COMPRESSED}" DESTINATION "${FOLDER}")
endfunction()

if(COMPONENT STREQUAL program)
  set(PACKAGE plumbline)
  if(OF_DEBIAN)
    install_compressed("${PAGES_FOLDER}/plumbline.1" plumbline.1 "${SHARE}/man/man1")
    set(ZSH vendor-completions)
  else()
    file(INSTALL "${PAGES_FOLDER}/plumbline.1" DESTINATION "${SHARE}/man/man1")
    set(ZSH site-functions)
  endif()
  file(INSTALL "${PAGES_FOLDER}/_plumbline" DESTINATION "${SHARE}/zsh/${ZSH}")
else()
  set(PACKAGE libplumbline-dev)
endif()

if(OF_DEBIAN)
  file(INSTALL "${SOURCE_FOLDER}/LICENSE" DESTINATION "${SHARE}/doc/${PACKAGE}" RENAME copyright)
  file(WRITE "${PAGES_FOLDER}/changelog"
"plumbline (${VERSION}) unstable; urgency=medium

  * What this version does: README.md.

 -- The Plumbline authors <plumbline@packages.invalid>  Sat, 21 Nov 2026 12:00:00 +0000
")
  install_compressed("${PAGES_FOLDER}/changelog" changelog "${SHARE}/doc/${PACKAGE}")
elseif(COMPONENT STREQUAL program)
  file(INSTALL "${SOURCE_FOLDER}/LICENSE" DESTINATION "${SHARE}/doc/plumbline")
endif()
