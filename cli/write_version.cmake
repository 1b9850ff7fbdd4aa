# Writes accessdrift_version.h: cmake -D SOURCE_DIR= -D VERSION= -D OUTPUT= -P write_version.cmake
# The file keeps its time stamp if nothing changed, so a commit recompiles the one file that includes it.

find_program(GIT git)
set(COMMIT unknown)
if(GIT AND EXISTS ${SOURCE_DIR}/.git)
  execute_process(
    COMMAND ${GIT} -C ${SOURCE_DIR} rev-parse --short=12 HEAD
    OUTPUT_VARIABLE output
    RESULT_VARIABLE result
    ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(result EQUAL 0)
    set(COMMIT ${output})
  endif()
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/accessdrift_version.h.in ${OUTPUT} @ONLY)
