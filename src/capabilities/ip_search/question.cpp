#include "capabilities/ip_search/question.hpp"

#include <algorithm>

#include "base/value.hpp"
#include "query/classes.hpp"
#include "query/cql.hpp"
#include "query/dates.hpp"
#include "query/fold.hpp"
#include "query/limits.hpp"
#include "query/normal.hpp"
#include "query/parse.hpp"

namespace zhidian::ip_search {
namespace {

using base::ErrorCode;
using query::FieldType;
using query::Kind;
using query::Query;

constexpr std::size_t most_chosen = 32, longest_json = 8192, longest_value = 300;

base::Error bad_choices() { return {ErrorCode::malformed, "ip_search.bad_choices", {}, {}, {}}; }

Query group(Kind kind, std::vector<Query> parts) {
  Query query;
  query.kind = kind;
  query.parts = std::move(parts);
  return query;
}

/// A list of texts; false where it is none.
bool read_texts(const base::Value& value, std::vector<std::string>& into) {
  if (value.is_null()) return true;
  if (!value.is_list()) return false;
  for (const base::Value& each : value.as_list()) {
    if (!each.is_text() || each.as_text().empty() || each.as_text().size() > longest_value) return false;
    into.push_back(each.as_text());
  }
  return into.size() <= most_chosen;
}

/// What the choices of a field ask together.
std::vector<Query> ask_for_choice(const query::Field& field, const Choice& choice) {
  std::vector<Query> parts, any;
  for (const std::string& value : choice.any) any.push_back(*ask_for_value(field, value));
  if (!any.empty()) parts.push_back(group(Kind::any, std::move(any)));
  for (const std::string& value : choice.none) parts.push_back(group(Kind::none, {*ask_for_value(field, value)}));
  return parts;
}

/// Puts the synonyms beside the words of the conditions.
void add_synonyms(const query::Collection& collection, const query::Synonyms& synonyms, const std::set<std::string>& as_written, Question& question) {
  std::vector<query::Expansion> told;
  std::vector<Query> expanded;
  std::size_t terms = 0, bytes = 0;
  for (const Query& condition : question.typed) {
    expanded.push_back(query::expand(collection, condition, synonyms, as_written, told));
    terms += query::count_terms(expanded.back());
    bytes += query::count_bytes(expanded.back());
  }
  if (terms > query::most_terms || bytes > query::longest_terms) {
    question.remarks.push_back({"ip_search.no_synonyms", {{"limit", std::to_string(query::most_terms)}}, {}});
    return;
  }
  question.conditions = std::move(expanded);
  question.synonyms = std::move(told);
}

}  // namespace

std::set<std::string> read_as_written(std::string_view text) {
  std::set<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (const std::string word = query::fold(text.substr(0, end)); !word.empty()) words.insert(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

base::Result<Query> ask_for_value(const query::Field& field, const std::string& value) {
  Query query;
  query.field = field.id;
  query.kind = Kind::exact;
  query.text = {value};
  if (field.type == FieldType::date) {
    const auto days = query::read_days(value);
    if (!days) return base::refuse(bad_choices());
    query.kind = Kind::range;
    query.text.clear();
    query.low = days->first;
    query.high = days->last;
  } else if (field.type == FieldType::classes) {
    query.kind = Kind::under;
    query.text = {query::canonical_class(value)};
  } else if (field.type == FieldType::code) {
    if (!field.values.contains(value)) return base::refuse(bad_choices());
  } else if (query::fold(value).empty()) {
    return base::refuse(bad_choices());
  }
  return query;
}

base::Result<std::vector<Choice>> read_choices(const query::Collection& collection, std::string_view json) {
  std::vector<Choice> choices;
  if (json.empty()) return choices;
  if (json.size() > longest_json) return base::refuse(bad_choices());
  const auto read = base::parse_json(json);
  if (!read || !read->is_map()) return base::refuse(bad_choices());
  for (const auto& [id, value] : read->as_map()) {
    const query::Field* field = collection.find(id);
    if (!field || !field->is_counted) return base::refuse(ErrorCode::invalid, "search.unknown_field", {{"field", id}});
    Choice choice{id, {}, {}};
    if (!value.is_map() || !read_texts(value.at("any"), choice.any) || !read_texts(value.at("none"), choice.none)) return base::refuse(bad_choices());
    for (const auto& [name, list] : value.as_map()) {
      if (name != "any" && name != "none") return base::refuse(bad_choices());
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

base::Result<Question> read_question(const query::Collection& collection, const query::Synonyms& synonyms, Asked asked) {
  auto parsed = asked.is_cql && !asked.text.empty() ? query::parse_cql(collection, asked.text) : query::parse(collection, asked.text);
  if (!parsed) return base::refuse(parsed.error());
  Question question;
  question.remarks = std::move(parsed->remarks);
  question.off = std::move(asked.off);
  Query query = std::move(parsed->query);
  if (query.kind == Kind::all) {
    question.typed = std::move(query.parts);
  } else if (query.kind != Kind::everything) {
    question.typed.push_back(std::move(query));
  }
  question.conditions = question.typed;
  add_synonyms(collection, synonyms, asked.as_written, question);
  for (Choice& choice : asked.choices) {
    const query::Field& field = *collection.find(choice.field);
    for (const auto* values : {&choice.any, &choice.none}) {
      for (const std::string& value : *values) {
        if (const auto good = ask_for_value(field, value); !good) return base::refuse(good.error());
      }
    }
    question.choices.push_back(std::move(choice));
  }
  return question;
}

Query Question::whole(const query::Collection& collection, std::string_view but_field) const {
  std::vector<Query> parts;
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    if (!off.contains(index)) parts.push_back(conditions[index]);
  }
  for (const Choice& choice : choices) {
    if (choice.field == but_field) continue;
    for (Query& part : ask_for_choice(*collection.find(choice.field), choice)) parts.push_back(std::move(part));
  }
  return query::normalise(group(Kind::all, std::move(parts)));
}

}  // namespace zhidian::ip_search
