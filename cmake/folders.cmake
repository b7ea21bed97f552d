# add_folder(name DEPENDS folders… LIBRARIES targets… [SQL])
#
# One library per folder of src/, in the one order of src/CMakeLists.txt. A folder may depend only on folders
# declared before it: a name that does not exist yet is refused here, so the list cannot be turned upside down.
# tools/check_folders.py reads the same lines and refuses an #include that is not declared.
# Unit tests stand beside the code as *_test.cpp and become the program test_<name>.
# A folder with an openapi.yaml gets its generated route table (routes.cmake).
include(routes)

# maybe-uninitialized is off: g++ 12 sees it in every inlined std::variant destructor (base::Value), where it is never true.
add_library(zhidian_flags INTERFACE)
target_compile_options(zhidian_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Wsuggest-override -Wno-maybe-uninitialized
  -fstack-protector-strong $<$<NOT:$<BOOL:$<TARGET_PROPERTY:is_test>>>:-D_FORTIFY_SOURCE=2> -ffile-prefix-map=${CMAKE_SOURCE_DIR}/= $<$<BOOL:${ZHIDIAN_WERROR}>:-Werror>)
if(CMAKE_UNITY_BUILD)  # g++ knows coroutine frames for what they are in a file of their own only
  target_compile_options(zhidian_flags INTERFACE -Wno-subobject-linkage)
endif()
target_include_directories(zhidian_flags INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
target_link_libraries(zhidian_flags INTERFACE fmt::fmt tl::expected)
if(ZHIDIAN_FUZZ)
  target_compile_options(zhidian_flags INTERFACE -fsanitize-coverage=trace-pc)
endif()
if(ZHIDIAN_SANITIZE)
  target_compile_options(zhidian_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all)
  target_link_options(zhidian_flags INTERFACE -fsanitize=address,undefined)
endif()

function(add_folder name)
  cmake_parse_arguments(FOLDER "SQL" "" "DEPENDS;LIBRARIES" ${ARGN})
  string(REPLACE "/" "_" target ${name})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(FOLDER_SQL)
    embed_sql(${name} generated_sql)
    list(APPEND sources ${generated_sql})
  endif()
  generate_routes(${name} generated_routes)
  list(APPEND sources ${generated_routes})
  add_library(${target} STATIC ${sources})
  target_link_libraries(${target} PUBLIC zhidian_flags ${FOLDER_LIBRARIES})
  foreach(dependency IN LISTS FOLDER_DEPENDS)
    string(REPLACE "/" "_" dependency_target ${dependency})
    if(NOT TARGET ${dependency_target})
      message(FATAL_ERROR "${name} depends on ${dependency}, which does not stand above it in src/CMakeLists.txt")
    endif()
    target_link_libraries(${target} PUBLIC ${dependency_target})
  endforeach()
  if(tests)
    add_executable(test_${target} ${tests})
    target_link_libraries(test_${target} PRIVATE ${target} GTest::gtest GTest::gmock GTest::gtest_main)
    target_include_directories(test_${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    # Tests are compiled once and run once: not optimising them saves a third of their build.
    set_target_properties(test_${target} PROPERTIES is_test ON)
    target_compile_options(test_${target} PRIVATE -O0 -g0)
    target_compile_definitions(test_${target} PRIVATE ZHIDIAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${target} COMMAND test_${target})
  endif()
endfunction()
