# What openapi.yaml and policy.yaml become: the C++ route table of each capability and the served OpenAPI document.
set(openapi_tool ${CMAKE_SOURCE_DIR}/tools/merge_openapi.py)
set(openapi_policy ${CMAKE_SOURCE_DIR}/src/capabilities/policy.yaml)
file(GLOB openapi_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/capabilities/*/openapi.yaml)

# build/generated/openapi.json; making it also checks all files together (target openapi_document).
set(openapi_document ${CMAKE_BINARY_DIR}/generated/openapi.json)
add_custom_command(OUTPUT ${openapi_document}
  COMMAND Python3::Interpreter ${openapi_tool} --openapi-only ${openapi_document}
  DEPENDS ${openapi_sources} ${openapi_policy} ${openapi_tool} VERBATIM)
add_custom_target(openapi_document ALL DEPENDS ${openapi_document})

# generate_routes(folder out): for capabilities/<name> with an openapi.yaml, generated/capabilities/<name>/routes.{hpp,cpp}:
# one pure virtual function per operation, so that an operation without a handler does not compile.
function(generate_routes folder out)
  set(${out} "" PARENT_SCOPE)
  if(NOT EXISTS ${CMAKE_SOURCE_DIR}/src/${folder}/openapi.yaml)
    return()
  endif()
  string(REGEX REPLACE "^capabilities/" "" capability ${folder})
  set(stem ${CMAKE_BINARY_DIR}/generated/${folder}/routes)
  add_custom_command(OUTPUT ${stem}.hpp ${stem}.cpp
    COMMAND Python3::Interpreter ${openapi_tool} --routes ${CMAKE_BINARY_DIR}/generated --capability ${capability}
    DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/openapi.yaml ${openapi_policy} ${openapi_tool} VERBATIM)
  set(${out} ${stem}.hpp ${stem}.cpp PARENT_SCOPE)
endfunction()

# embed_locales(target): the sentences of locales/*.yaml as one sorted table inside `target`.
function(embed_locales target)
  set(table ${CMAKE_BINARY_DIR}/generated/http/locales.cpp)
  set(locales ${CMAKE_SOURCE_DIR}/locales/zh-CN.yaml ${CMAKE_SOURCE_DIR}/locales/en.yaml)
  add_custom_command(OUTPUT ${table}
    COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/embed_locales.py ${table} ${locales}
    DEPENDS ${locales} ${CMAKE_SOURCE_DIR}/tools/embed_locales.py ${openapi_tool} VERBATIM)
  target_sources(${target} PRIVATE ${table})
endfunction()
