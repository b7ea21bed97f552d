# What the program carries inside itself: SQL statements as C++ constants, other files by .incbin.

# embed_sql(folder out): src/<folder>/sql/<verb>_<thing>.sql becomes zhidian::sql::<folder>::<verb>_<thing>
# in generated/<folder>/sql.hpp. `name.postgresql.sql` overrides the text for PostgreSQL only.
function(embed_sql folder out)
  file(GLOB statements CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/sql/*.sql)
  set(header ${CMAKE_BINARY_DIR}/generated/${folder}/sql.hpp)
  add_custom_command(OUTPUT ${header}
    COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/embed_sql.py ${folder} ${header} ${statements}
    DEPENDS ${statements} ${CMAKE_SOURCE_DIR}/tools/embed_sql.py VERBATIM)
  set(${out} ${header} PARENT_SCOPE)
endfunction()

# embed_files(target symbol root files…): adds to `target` a table `zhidian::embedded::<symbol>()` of (path relative
# to root, bytes). The bytes come in by .incbin, so a large web build costs no compile time.
function(embed_files target symbol root)
  set(assembly ${CMAKE_BINARY_DIR}/generated/embedded/${symbol}.S)
  set(table ${CMAKE_BINARY_DIR}/generated/embedded/${symbol}.cpp)
  add_custom_command(OUTPUT ${assembly} ${table}
    COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/embed_files.py ${symbol} ${root} ${assembly} ${table} ${ARGN}
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/tools/embed_files.py VERBATIM)
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${assembly} ${table})
endfunction()
