#include <array>

#include "rules/load.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

struct Operator {
  std::string_view key;
  Check::Kind kind;
};
constexpr std::array<Operator, 8> operators{{{"within", Check::Kind::within},
                                             {"equals", Check::Kind::equals},
                                             {"one_of", Check::Kind::one_of},
                                             {"none_of", Check::Kind::none_of},
                                             {"at_least", Check::Kind::at_least},
                                             {"at_most", Check::Kind::at_most},
                                             {"present", Check::Kind::present},
                                             {"passed", Check::Kind::passed}}};

bool fits(Check::Kind kind, const base::Value& operand) {
  switch (kind) {
    case Check::Kind::within: return operand.is_text();
    case Check::Kind::equals: return operand.is_text() || operand.is_integer() || operand.is_bool();
    case Check::Kind::one_of:
    case Check::Kind::none_of: return operand.is_list() && !operand.as_list().empty();
    case Check::Kind::at_least:
    case Check::Kind::at_most: return operand.is_integer();
    case Check::Kind::present:
    case Check::Kind::passed: return operand.is_bool();
    case Check::Kind::all:
    case Check::Kind::any:
    case Check::Kind::negation: break;
  }
  return false;
}

Check read_comparison(MapReader& map) {
  Check check;
  check.fact = map.string("fact", required);
  int count = 0;
  for (const Operator& candidate : operators) {
    const Node* operand = map.find(candidate.key);
    if (operand == nullptr) continue;
    ++count;
    check.kind = candidate.kind;
    check.operand = to_value(*operand);
    if (!fits(check.kind, check.operand)) map.report("schema", candidate.key, sentences::operand_does_not_fit());
  }
  if (count != 1) map.report("schema", "", sentences::one_comparison());
  return check;
}

void read_parts(const Node& list, Check& check, MapReader& reader, const std::string& key) {
  if (list.kind != Node::Kind::list || list.items.empty()) reader.report("schema", key, sentences::must_be_list());
  for (const Node& part : list.items) check.parts.push_back(read_check(part, reader, key));
}

}  // namespace

Check read_check(const Node& node, MapReader& reader, const std::string& key) {
  MapReader map(node, reader.key() + "." + key, reader.file(), reader.problems());
  Check check;
  if (const Node* all = map.find("all")) {
    check.kind = Check::Kind::all;
    read_parts(*all, check, map, "all");
  } else if (const Node* any = map.find("any")) {
    check.kind = Check::Kind::any;
    read_parts(*any, check, map, "any");
  } else if (const Node* negated = map.find("not")) {
    check.kind = Check::Kind::negation;
    check.parts.push_back(read_check(*negated, map, "not"));
  } else {
    check = read_comparison(map);
  }
  map.finish();
  return check;
}

}  // namespace zhidian::rules
