#include "query/synonyms.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "query/fold.hpp"
#include "query/normal.hpp"

namespace zhidian::query {

namespace {

tl::unexpected<base::Error> bad(const std::string& path, int line, std::string key) {
  return base::refuse(base::ErrorCode::invalid, "query.bad_collection", {{"file", path}, {"line", std::to_string(line)}, {"key", std::move(key)}});
}

class Expander {
 public:
  Expander(const Collection& collection, const Synonyms& synonyms, const std::set<std::string>& as_written, std::vector<Expansion>& told)
      : collection_(collection), synonyms_(synonyms), as_written_(as_written), told_(told) {}

  /// `beside` holds what is searched in the same group of OR already.
  Query read(const Query& query, const std::vector<Query>& beside) {
    if (query.kind == Kind::words) return word(query, beside);
    Query whole = query;
    for (Query& part : whole.parts) part = read(part, query.kind == Kind::any ? query.parts : std::vector<Query>{});
    return whole;
  }

 private:
  bool is_text(const Query& query) const {
    const Field* const field = collection_.find(query.field);
    return query.field.empty() || (field != nullptr && field->type == FieldType::text);
  }

  Query word(const Query& query, const std::vector<Query>& beside) {
    if (!is_text(query)) return query;
    Query any;
    any.kind = Kind::any;
    any.at = query.at;
    any.parts = {query};
    Expansion expansion{query.text.front(), {}};
    for (const std::string& other : synonyms_.others(query.text.front())) {
      Query one = query;
      one.text = {other};
      const bool is_beside = std::ranges::any_of(beside, [&](const Query& each) { return is_same(each, one); });
      if (is_beside) continue;
      expansion.also.push_back(other);
      any.parts.push_back(std::move(one));
    }
    if (expansion.also.empty()) return query;
    const bool is_written = as_written_.contains("*") || as_written_.contains(fold(query.text.front()));
    if (is_written) expansion.also.clear();
    tell(std::move(expansion));
    return is_written ? query : any;
  }

  static bool is_same(const Query& left, const Query& right) {
    return left.kind == Kind::words && left.field == right.field && fold(left.text.front()) == fold(right.text.front());
  }

  void tell(Expansion expansion) {
    const bool is_told = std::ranges::any_of(told_, [&](const Expansion& each) { return fold(each.word) == fold(expansion.word); });
    if (!is_told) told_.push_back(std::move(expansion));
  }

  const Collection& collection_;
  const Synonyms& synonyms_;
  const std::set<std::string>& as_written_;
  std::vector<Expansion>& told_;
};

}  // namespace

base::Result<void> Synonyms::add(const std::string& path, const std::string& yaml) {
  try {
    const YAML::Node root = YAML::Load(yaml);
    if (!root.IsMap() || root.size() != 1 || !root["synonyms"] || !root["synonyms"].IsSequence()) return bad(path, 1, "synonyms");
    for (const YAML::Node& group : root["synonyms"]) {
      const int line = group.Mark().line + 1;
      if (!group.IsSequence() || group.size() < 2) return bad(path, line, "synonyms");
      std::vector<std::string> words;
      for (const YAML::Node& node : group) {
        auto word = node.as<std::string>();
        const bool is_good = !units(word).empty() && word.find(',') == std::string::npos;
        if (!is_good || !group_of_.emplace(fold(word), groups_.size()).second) return bad(path, line, word);
        words.push_back(std::move(word));
      }
      groups_.push_back(std::move(words));
    }
  } catch (const YAML::Exception& exception) {
    return bad(path, exception.mark.line + 1, exception.msg);
  }
  return {};
}

std::vector<std::string> Synonyms::others(std::string_view word) const {
  const std::string folded = fold(word);
  const auto found = group_of_.find(folded);
  if (found == group_of_.end()) return {};
  std::vector<std::string> others;
  for (const std::string& each : groups_[found->second]) {
    if (fold(each) != folded) others.push_back(each);
  }
  return others;
}

Query expand(const Collection& collection, const Query& query, const Synonyms& synonyms, const std::set<std::string>& as_written,
             std::vector<Expansion>& told) {
  return normalise(Expander(collection, synonyms, as_written, told).read(query, {}));
}

}  // namespace zhidian::query
