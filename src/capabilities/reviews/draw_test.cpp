#include "capabilities/reviews/draw.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/id.hpp"

namespace zhidian::reviews {
namespace {

using base::Value;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string review_id = "review";

std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> list;
  for (std::size_t index = 0; index < count; ++index) list.push_back(fmt::format("expert_{:05}", index));
  return list;
}

/// A pool of `count`, the first of whom works for the applicant.
Value make_pool(std::size_t count, std::int64_t size, std::int64_t attempt = 1) {
  Value::List members;
  for (const std::string& id : names(count)) {
    members.push_back(Value::Map{{"id", id}, {"excluded_for", members.empty() ? Value(Value::List{"employer"}) : Value(Value::List{})}});
  }
  return Value::Map{{"review_id", review_id},          {"attempt", attempt},
                    {"algorithm", draw_algorithm},     {"panel_size", size},
                    {"fields", Value::List{"patent"}}, {"offices", Value::List{"a", "b"}},
                    {"members", std::move(members)}};
}

Value seed_value(std::int64_t attempt, std::int64_t position, const std::string& office, const std::string& value) {
  return Value::Map{{"position", position},
                    {"office", office},
                    {"commitment", hash_draw_value(review_id, attempt, position, value)},
                    {"committed_sequence", 10 + position},
                    {"value", value},
                    {"revealed_sequence", 20 + position}};
}

/// A drawn attempt as the program publishes it.
Value make_attempt(std::size_t count, std::int64_t size, std::int64_t number = 1) {
  const std::string first = base::sha256_hex("first"), second = base::sha256_hex("second");
  const Value pool = make_pool(count, size, number);
  const std::string seed = make_seed(hash_pool(pool), first, second);
  const auto order = order_members(seed, list_eligible(pool));
  const std::vector<std::string> drawn(order.begin(), order.begin() + size);
  return Value::Map{{"number", number},
                    {"pool", pool},
                    {"pool_hash", hash_pool(pool)},
                    {"pool_sequence", 10},
                    {"seeds", Value::List{seed_value(number, 1, "city", first), seed_value(number, 2, "audit", second)}},
                    {"seed", seed},
                    {"order", base::list_value(order)},
                    {"drawn", base::list_value(drawn)},
                    {"panel", base::list_value(drawn)},
                    {"replacements", Value::List{}},
                    {"outcome", "drawn"},
                    {"withheld_by", ""}};
}

Value make_document(Value::List attempts) {
  return Value::Map{{"kind", draw_kind}, {"review", Value::Map{{"id", review_id}}}, {"attempts", std::move(attempts)}};
}

Value& attempt_of(Value& document, std::size_t index = 0) { return document.as_map().at("attempts").as_list().at(index); }
Value& list_in(Value& attempt, const std::string& key) { return attempt.as_map().at(key); }

std::vector<std::string> kinds(const Value& document) {
  std::vector<std::string> found;
  for (const DrawFinding& finding : replay_draw(document)) found.push_back(finding.kind);
  return found;
}

TEST(Draw, SameSeedGivesTheSameOrderWhateverTheOrderOfThePool) {
  auto pool = names(40);
  const std::string seed = base::sha256_hex("seed");
  const auto order = order_members(seed, pool);
  std::ranges::reverse(pool);
  EXPECT_EQ(order_members(seed, pool), order);
  EXPECT_NE(order_members(base::sha256_hex("another"), pool), order);
  auto sorted = order;
  std::ranges::sort(sorted);
  EXPECT_EQ(sorted, names(40));
}

TEST(Draw, TheDeclaredAlgorithmIsTheOnePublished) {  // fixed forever: a record of today is replayed in ten years
  EXPECT_EQ(draw_algorithm, "sha256-order@1");
  EXPECT_EQ(hash_draw_value("r", 1, 2, "v"), base::sha256_hex("zhidian-draw-value\nr\n1\n2\nv"));
  EXPECT_EQ(make_seed("p", "a", "b"), base::sha256_hex("zhidian-draw-seed\np\na\nb"));
  EXPECT_THAT(order_members("s", {"a", "b", "c"}), ElementsAre("a", "c", "b"));
}

TEST(Draw, ACommitmentBindsDrawAttemptAndHolder) {
  const std::string hash = hash_draw_value("review", 1, 1, "value");
  EXPECT_NE(hash, hash_draw_value("other", 1, 1, "value"));
  EXPECT_NE(hash, hash_draw_value("review", 2, 1, "value"));
  EXPECT_NE(hash, hash_draw_value("review", 1, 2, "value"));
  EXPECT_TRUE(is_draw_hex(hash));
  EXPECT_FALSE(is_draw_hex(hash.substr(1)));
  EXPECT_FALSE(is_draw_hex("A" + hash.substr(1)));
}

TEST(Draw, EverybodyIsDrawnAboutEquallyOften) {
  constexpr int seeds = 4000, people = 10, places = 3;
  const auto pool = names(people);
  std::map<std::string, int> drawn;
  for (int index = 0; index < seeds; ++index) {
    const auto order = order_members(base::sha256_hex(std::to_string(index)), pool);
    for (int place = 0; place < places; ++place) ++drawn[order[static_cast<std::size_t>(place)]];
  }
  const double expected = double{seeds} * places / people;
  double chi_square = 0;
  for (const std::string& id : pool) chi_square += (drawn[id] - expected) * (drawn[id] - expected) / expected;
  EXPECT_LT(chi_square, 27.9);  // 9 degrees of freedom, one in a thousand; seeds are fixed, so this either always or never holds
}

TEST(Replay, AnHonestRecordAgrees) { EXPECT_THAT(replay_draw(make_document({make_attempt(12, 3)})), IsEmpty()); }

TEST(Replay, AnExcludedMemberIsNeverDrawn) {
  const Value attempt = make_attempt(12, 5);
  EXPECT_THAT(attempt.at("order").as_list(), testing::Not(Contains(Value("expert_00000"))));
  EXPECT_EQ(attempt.at("order").as_list().size(), 11U);
}

struct Forgery {
  std::string name, kind;
  std::function<void(Value&)> forge;
};

class Forgeries : public testing::TestWithParam<Forgery> {};

TEST_P(Forgeries, AreNamed) {
  Value document = make_document({make_attempt(12, 3)});
  GetParam().forge(attempt_of(document));
  EXPECT_THAT(kinds(document), Contains(GetParam().kind));
}

INSTANTIATE_TEST_SUITE_P(
    Each, Forgeries,
    testing::Values(
        Forgery{"excluded_after_the_fact", "pool",
                [](Value& attempt) { list_in(attempt, "pool").as_map().at("members").as_list()[3].set("excluded_for", Value::List{"employer"}); }},
        Forgery{"somebody_twice", "pool",
                [](Value& attempt) {
                  auto& members = list_in(attempt, "pool").as_map().at("members").as_list();
                  members.push_back(members[3]);
                  attempt.set("pool_hash", hash_pool(attempt.at("pool")));
                }},
        Forgery{"another_value", "commitment", [](Value& attempt) { list_in(attempt, "seeds").as_list()[1].set("value", base::sha256_hex("x")); }},
        Forgery{"one_office", "commitment", [](Value& attempt) { list_in(attempt, "seeds").as_list()[1].set("office", "city"); }},
        Forgery{"pool_after_the_commitments", "sequence", [](Value& attempt) { attempt.set("pool_sequence", 15); }},
        Forgery{"value_before_the_other_commitment", "sequence",
                [](Value& attempt) { list_in(attempt, "seeds").as_list()[0].set("revealed_sequence", 12); }},
        Forgery{"another_seed", "seed", [](Value& attempt) { attempt.set("seed", base::sha256_hex("x")); }},
        Forgery{"two_swapped", "order",
                [](Value& attempt) {
                  auto& order = list_in(attempt, "order").as_list();
                  std::swap(order[0], order[5]);
                }},
        Forgery{"a_friend_drawn", "panel", [](Value& attempt) { attempt.set("drawn", Value::List{"expert_00001", "expert_00002", "expert_00003"}); }},
        Forgery{"a_friend_on_the_panel", "panel", [](Value& attempt) { list_in(attempt, "panel").as_list()[0] = "expert_00000"; }},
        Forgery{"a_friend_as_replacement", "replacement",
                [](Value& attempt) {
                  const Value left = list_in(attempt, "panel").as_list()[0];
                  list_in(attempt, "panel").as_list()[0] = attempt.at("order").as_list()[6];
                  attempt.set("replacements", Value::List{Value::Map{{"left", left}, {"next", attempt.at("order").as_list()[6]}}});
                }}),
    [](const auto& instance) { return instance.param.name; });

TEST(Replay, TheNextOfTheOrderReplaces) {
  Value document = make_document({make_attempt(12, 3)});
  Value& attempt = attempt_of(document);
  const Value left = attempt.at("panel").as_list()[1], next = attempt.at("order").as_list()[3];
  attempt.set("replacements", Value::List{Value::Map{{"left", left}, {"next", next}, {"reason", "conflict"}}});
  list_in(attempt, "panel").as_list()[1] = next;
  EXPECT_THAT(replay_draw(document), IsEmpty());
}

TEST(Replay, ADrawIsNotRolledAgainUntilItFits) {
  EXPECT_THAT(kinds(make_document({make_attempt(12, 3, 1), make_attempt(12, 3, 2)})), ElementsAre("restart"));
  Value withheld = make_attempt(12, 3, 1);
  withheld.set("outcome", "withheld");
  EXPECT_THAT(kinds(make_document({withheld, make_attempt(12, 3, 2)})), ElementsAre("restart")) << "both values are there";
  list_in(withheld, "seeds").as_list()[1].set("value", Value());
  EXPECT_THAT(replay_draw(make_document({withheld, make_attempt(12, 3, 2)})), IsEmpty());
}

TEST(Replay, AnExhaustedOrderMayBeginAgainAndMustShowIt) {
  Value exhausted = make_attempt(4, 3, 1);
  exhausted.set("outcome", "exhausted");
  EXPECT_THAT(kinds(make_document({exhausted, make_attempt(12, 3, 2)})), ElementsAre("restart")) << "nobody left";
  const Value left = exhausted.at("panel").as_list()[0];
  exhausted.set("replacements", Value::List{Value::Map{{"left", left}, {"next", ""}}});
  auto& panel = list_in(exhausted, "panel").as_list();
  panel.erase(panel.begin());
  EXPECT_THAT(replay_draw(make_document({exhausted, make_attempt(12, 3, 2)})), IsEmpty());
}

TEST(Replay, AConflictFoundAfterTheOpeningHasNoReplacement) {
  Value opened = make_attempt(12, 3, 1);
  opened.set("outcome", "exhausted");
  const Value left = opened.at("panel").as_list()[0];
  auto& panel = list_in(opened, "panel").as_list();
  panel.erase(panel.begin());
  opened.set("replacements", Value::List{Value::Map{{"left", left}, {"next", ""}}});
  EXPECT_THAT(kinds(make_document({opened})), Contains("replacement")) << "before the opening the next one sits";
  opened.set("replacements", Value::List{Value::Map{{"left", left}, {"next", ""}, {"after_opening", true}}});
  EXPECT_THAT(replay_draw(make_document({opened})), IsEmpty());
}

TEST(Replay, AnythingElseIsRefusedWithoutACrash) {
  EXPECT_THAT(kinds(Value()), ElementsAre("shape"));
  EXPECT_THAT(kinds(Value::Map{{"kind", draw_kind}}), ElementsAre("shape"));
  EXPECT_THAT(kinds(make_document({Value("x")})), Contains("pool"));
  EXPECT_THAT(kinds(make_document({Value::Map{{"number", 1}, {"outcome", "drawn"}, {"pool", 3}, {"seeds", "x"}}})), Contains("pool"));
}

TEST(Replay, ThousandsOfExperts) { EXPECT_THAT(replay_draw(make_document({make_attempt(10000, 7)})), IsEmpty()); }

}  // namespace
}  // namespace zhidian::reviews
