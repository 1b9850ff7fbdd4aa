# What is installed beside the library, and packages made of it: `cpack -G DEB` makes Debian's, `cpack -G TGZ` an archive of
# the program alone.

set(pages ${CMAKE_CURRENT_BINARY_DIR}/pages)
add_custom_command(
  TARGET accessdrift_cli
  POST_BUILD
  COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:accessdrift_cli> -D FOLDER=${pages} -P
          ${CMAKE_CURRENT_LIST_DIR}/make_pages.cmake
  COMMENT "" VERBATIM)

install(TARGETS accessdrift_cli COMPONENT program)
install(DIRECTORY ${pages}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program)
install(
  FILES ${pages}/accessdrift
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  COMPONENT program)
install(
  FILES ${pages}/_accessdrift
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
  COMPONENT program)
install(
  FILES ${pages}/accessdrift.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
  COMPONENT program)

if(PROJECT_IS_TOP_LEVEL)
  include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
endif()
