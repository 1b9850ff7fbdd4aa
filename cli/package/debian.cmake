# Packages as Debian wants them: accessdrift, the program with the libraries of the system, and libaccessdrift-dev. What only
# they have is in components of its own, which an ordinary installation leaves out.

if(ACCESSDRIFT_LINKS_ARCHIVES)
  add_executable(accessdrift_shared $<TARGET_OBJECTS:accessdrift_program>)
  set_target_properties(
    accessdrift_shared PROPERTIES OUTPUT_NAME accessdrift RUNTIME_OUTPUT_DIRECTORY
                                                          ${CMAKE_CURRENT_BINARY_DIR}/shared)
  accessdrift_link_shared(accessdrift_shared)
  set(debian_program accessdrift_shared)
else()
  set(debian_program accessdrift_cli)
endif()

find_program(ACCESSDRIFT_GZIP gzip REQUIRED)
mark_as_advanced(ACCESSDRIFT_GZIP)

set(changelog ${CMAKE_CURRENT_LIST_DIR}/changelog)
file(STRINGS ${changelog} newest LIMIT_COUNT 1)
if(NOT newest MATCHES "^accessdrift \\(${PROJECT_VERSION}\\)")
  message(FATAL_ERROR "${changelog} does not begin with version ${PROJECT_VERSION}")
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${changelog})

# Debian compresses manual pages and changelogs.
install(
  CODE "
    file(GLOB pages \"${pages}/man1/*.1\")
    file(REMOVE_RECURSE \"${pages}/debian\")
    file(COPY \${pages} ${changelog} DESTINATION \"${pages}/debian\")
    file(GLOB pages \"${pages}/debian/*\")
    execute_process(COMMAND ${ACCESSDRIFT_GZIP} -9n \${pages} COMMAND_ERROR_IS_FATAL ANY)"
  COMPONENT debian EXCLUDE_FROM_ALL)

function(install_for_debian component kind files folder)
  install(${kind} ${files} DESTINATION ${folder} COMPONENT ${component} EXCLUDE_FROM_ALL ${ARGN})
endfunction()

install_for_debian(debian TARGETS ${debian_program} bin)
install_for_debian(debian DIRECTORY ${pages}/debian/ share/man/man1 FILES_MATCHING PATTERN *.1.gz)
install_for_debian(debian FILES ${pages}/accessdrift share/bash-completion/completions)
install_for_debian(debian FILES ${pages}/_accessdrift share/zsh/vendor-completions)
install_for_debian(debian FILES ${pages}/accessdrift.fish share/fish/vendor_completions.d)
foreach(package IN ITEMS accessdrift libaccessdrift-dev)
  set(component debian)
  if(package STREQUAL "libaccessdrift-dev")
    set(component debian_development)
  endif()
  install_for_debian(${component} FILES ${CMAKE_CURRENT_LIST_DIR}/copyright share/doc/${package})
  install_for_debian(${component} FILES ${pages}/debian/changelog.gz share/doc/${package})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "accessdrift maintainers <maintainers@accessdrift.example>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/archive.cmake)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
                                                GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_PACKAGE_SHLIBDEPS ON)

set(about
    "accessdrift compares two versions of an access configuration and says exactly
who gains or loses which access, under which conditions, and because of which
edit and commit. It explains why a request is denied, and answers single
requests. It works offline, on files and git revisions.")
set(CPACK_COMPONENTS_ALL debian development debian_development)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENT_DEBIAN_GROUP program_package)
set(CPACK_COMPONENT_DEVELOPMENT_GROUP library_package)
set(CPACK_COMPONENT_DEBIAN_DEVELOPMENT_GROUP library_package)
set(CPACK_COMPONENT_PROGRAM_PACKAGE_DESCRIPTION "${about}")
set(CPACK_COMPONENT_LIBRARY_PACKAGE_DESCRIPTION
    "${about}\n\nThis package has the headers and the archive of its library.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_PACKAGE_NAME accessdrift)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_PACKAGE_SUGGESTS "git, less")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_PACKAGE_NAME libaccessdrift-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_PACKAGE_DEPENDS
    "libexpected-dev, libfmt-dev, libgit2-dev, libidn2-dev, libre2-dev, libroaring-dev, libssl-dev, libutf8proc-dev, libyaml-dev, pkg-config, tzdata"
)
include(CPack)
include(CPackComponent)
cpack_add_component_group(program_package)
cpack_add_component_group(library_package)
