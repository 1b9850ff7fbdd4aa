# Links the program with archives instead of shared libraries, as far as Debian has them: a file that runs on any Debian 12
# with libroaring0, and starts in a third of the time, most of which goes into loading thirty libraries. It has no
# relocations of its own either (-no-pie), which would take as long again.
#
# The libraries are those of the day of the build: their security updates need a build of their own. The package that
# package/ makes takes the shared ones for that reason.

option(ACCESSDRIFT_LINK_ARCHIVES "Link the program with archives where all of them are found" OFF)

set(ACCESSDRIFT_LINKS_ARCHIVES ${ACCESSDRIFT_LINK_ARCHIVES})
if(ACCESSDRIFT_LINK_ARCHIVES)
  # Each before what it needs.
  set(names git2 mbedtls mbedx509 mbedcrypto http_parser ssh2 pcre2-8 z yaml re2 idn2 unistring utf8proc crypto)
  if(ACCESSDRIFT_USE_JEMALLOC)
    list(APPEND names jemalloc)
  endif()
  set(archives)
  foreach(name IN LISTS names)
    find_library(ACCESSDRIFT_ARCHIVE_${name} lib${name}.a)
    mark_as_advanced(ACCESSDRIFT_ARCHIVE_${name})
    if(NOT ACCESSDRIFT_ARCHIVE_${name})
      message(STATUS "No lib${name}.a: the program is linked with shared libraries")
      set(ACCESSDRIFT_LINKS_ARCHIVES OFF)
      break()
    endif()
    list(APPEND archives ${ACCESSDRIFT_ARCHIVE_${name}})
  endforeach()
endif()

function(accessdrift_link_archives target)
  set_source_files_properties(${instead_of_archives} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${instead_of_archives} no_certificates.cpp)
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_include_directories(${target}
                             PRIVATE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
  # By its file: by its name it would bring the shared libraries along.
  add_dependencies(${target} accessdrift)
  target_link_libraries(${target} PRIVATE $<TARGET_FILE:accessdrift> ${archives} roaring::roaring
                                          Threads::Threads)
  target_compile_definitions(
    ${target} PRIVATE ACCESSDRIFT_PARSE_CERTIFICATES=__wrap_mbedtls_x509_crt_parse_file)
  target_link_options(${target} PRIVATE -no-pie -static-libstdc++ -static-libgcc
                      LINKER:--wrap=mbedtls_x509_crt_parse_file)
endfunction()
