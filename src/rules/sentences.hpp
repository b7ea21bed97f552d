#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "rules/engine.hpp"

/// What the regulation reader and checker say to the officer who edits a file, and what the engine says of a need. Both languages stand side by side,
/// because these sentences are also printed by commands that know no reader's language.
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
Text unknown_key(const std::string& nearest);
Text nothing_to_change(const std::string& file);
Text missing_key();
Text still_blank();
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
Text year_out_of_reach(int earliest, int latest);
Text not_issued_yet();
Text no_days();
Text too_many_days(std::int64_t most);
Text works_anyway(const std::string& day);
Text rests_anyway(const std::string& day);
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
Text term_of_no_day();
Text unknown_file();
Text unknown_party(const std::string& party);
Text must_be_called(const std::string& name);
Text no_act(const std::string& act);

/// Adds an item to an enumeration: 、 in Chinese, a semicolon in English.
void append(Text& list, const Text& item);
Text party_name(std::string_view party);
Text awaits_judgement(const Text& party);
Text judged(Outcome outcome);
Text wrong_state(const Text& state, const Text& expected);
Text wrong_party(const Procedure& procedure, const std::vector<std::string>& parties);
Text change_unchecked();
Text check_change();
Text window_closed();
Text wait_for_window();
Text form_incomplete(std::size_t count);
Text fill_form();
Text materials_missing(const Text& materials);
Text upload_materials();
Text not_signed(const Text& material);
Text print_and_sign();
Text scan_missing(const Text& material);
Text upload_scan();
Text conditions_fail(const Text& conditions);
Text term_not_begun(const Text& term);
Text term_not_over(const Text& term, base::Date last_day);
Text term_is_over(const Text& term, base::Date last_day);
Text no_term_runs();
Text objection_open(int count);
Text objection_sustained(int count);
Text no_sustained_objection();
Text another_person(const Text& action);
Text ask_another_person();
Text status_has_ended();
Text status_still_holds();
Text no_application_running();
Text renewal_not_open();
Text renewal_over();
Text review_not_over();
Text finish_review();
Text review_ended(const std::string& result);

Text unknown_clause(const std::string& clause);
Text clause_unaccounted(const std::string& clause);
/// Adds what a mistyped name may mean; nothing where `nearest` is empty.
Text meant(Text message, const std::string& nearest);
Text unknown_article(const std::string& article);
Text bound_to_nothing(const std::string& article);
Text treatment_without_reason(const std::string& article);
Text unknown_reference(const std::string& name);
Text unknown_need(const std::string& need);
Text need_without_term(const std::string& need);
Text unknown_form_field(const std::string& path);
Text personal_published(const std::string& path);
Text unknown_fact(const std::string& fact);
Text judge_mismatch(const Text& condition);
Text unreachable_state(const Text& state);
Text dead_end(const Text& state);
Text state_without_owner(const Text& state);
Text owner_cannot_act(const Text& state);
Text ban_cannot_end_it();
Text sanction_without_notice(const Text& action);
Text term_without_consequence(const Text& term);
Text refusal_without_remedy(const Text& state);
Text uncited_number();
Text uncited_action();
Text judged_without_need();
Text condition_unused();
Text endless_return();
Text fact_type(const std::string& fact, const std::string& type);
Text wrong_level_authority(const std::string& level);
Text elsewhere(const std::string& division, const std::string& jurisdiction);
Text recommender_above();
Text grants_from_below(const Text& action);
Text party_without_body(const std::string& party);
Text status_granted_twice(const Text& status, const std::string& other);
Text term_never_starts(const Text& term);
Text effect_without_means(const std::string& effect, const std::string& means);
Text notice_asks();
Text unknown_place(const std::string& place);
Text scan_of_another(const Text& material);
Text opened_by_another(const std::string& party);
Text network_of_itself(const std::string& status);
Text nothing_known_at_opening();
Text duty_of_nobody();
Text renewal_unsound();
Text takes_nothing(const std::string& name);
Text duty_due_before_open();

}  // namespace zhidian::rules::sentences
