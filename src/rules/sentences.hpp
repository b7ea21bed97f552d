#pragma once
#include <string>

#include "rules/model.hpp"

/// What the regulation reader and checker say to the officer who edits a file. Both languages stand side by side, because
/// these sentences are also printed by commands that know no reader's language.
namespace zhidian::rules::sentences {

Text yaml_alias();
Text yaml_hidden_characters();
Text yaml_tag();
Text yaml_key();
Text yaml_not_utf8();
Text yaml_empty();
Text yaml_documents();
Text yaml_syntax(const std::string& reason);
Text duplicate_key(const std::string& key);
Text unknown_key();
Text missing_key();
Text missing_translation();
Text must_be_map();
Text must_be_list();
Text must_be_scalar();
Text must_be_text();
Text must_be_integer();
Text must_be_boolean();
Text must_be_date();
Text must_be_one_of(const std::string& words);
Text not_in_year(int year);
Text repeated(const std::string& name);
Text must_be_name();
Text options_belong_to_choices();
Text range_is_empty();
Text items_belong_to_lists();
Text operand_does_not_fit();
Text one_comparison();
Text at_or_division();
Text check_or_judge();
Text slot_takes_nothing();
Text final_has_no_holder();
Text bad_term_length();
Text unknown_file();
Text unknown_party(const std::string& party);
Text must_be_called(const std::string& name);
Text no_act(const std::string& act);

}  // namespace zhidian::rules::sentences
