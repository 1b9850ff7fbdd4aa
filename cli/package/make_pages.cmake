# Has the program write its manual pages and completions: cmake -D PROGRAM= -D FOLDER= -P make_pages.cmake

function(run)
  execute_process(COMMAND ${PROGRAM} ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER}/man1)
run(man --write ${FOLDER}/man1)
run(completion bash OUTPUT_FILE ${FOLDER}/accessdrift)
run(completion zsh OUTPUT_FILE ${FOLDER}/_accessdrift)
run(completion fish OUTPUT_FILE ${FOLDER}/accessdrift.fish)
