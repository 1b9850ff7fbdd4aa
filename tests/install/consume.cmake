# Installs the library into a prefix of its own, then finds, builds and runs two projects there:
# consumer/ (every installed header, and a link) and examples/embed (a decision).

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(build name source)
  run(${CMAKE_COMMAND} -S ${source} -B ${WORK_DIR}/${name} -G Ninja -D CMAKE_BUILD_TYPE=${CONFIG}
      -D CMAKE_CXX_COMPILER=${CXX_COMPILER} -D CMAKE_PREFIX_PATH=${WORK_DIR}/prefix --log-level=WARNING)
  run(${CMAKE_COMMAND} --build ${WORK_DIR}/${name})
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${WORK_DIR}/prefix --config ${CONFIG})

build(consumer ${SOURCE_DIR}/tests/install/consumer)
run(${WORK_DIR}/consumer/consumer)

build(embed ${SOURCE_DIR}/examples/embed)
set(world ${SOURCE_DIR}/fixtures/worlds/nimbus/start)
set(program ${WORK_DIR}/embed/may_access)
foreach(request IN ITEMS "0 ines.ferrand@nimbus.example" "1 nobody@nimbus.example")
  separate_arguments(request)
  list(POP_FRONT request expected)
  execute_process(COMMAND ${program} ${world} ${request} read wiki RESULT_VARIABLE result)
  if(NOT result EQUAL expected)
    message(FATAL_ERROR "may_access ${request}: ${result}, expected ${expected}")
  endif()
endforeach()
