// The draw of a panel: how long the record of one over 10,000 experts takes to be replayed, file included, and how far the draws of many
// seeds over a pool of 40 stray from the declared probabilities (chi-square). Argument: number of seeds (default 100,000).
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <map>

#include "base/id.hpp"
#include "capabilities/reviews/draw.hpp"

namespace {

using namespace zhidian;
using base::Value;

std::vector<std::string> make_ids(std::size_t count) {
  const auto random = base::make_seeded_random(7);
  std::vector<std::string> ids;
  for (std::size_t index = 0; index < count; ++index) ids.push_back(base::make_id(base::Instant{}, *random));
  return ids;
}

Value list_of(const std::vector<std::string>& texts) { return Value::List(texts.begin(), texts.end()); }

Value make_seed_value(std::int64_t position, const std::string& value) {
  return Value::Map{{"position", position},
                    {"office", fmt::format("office {}", position)},
                    {"commitment", reviews::hash_draw_value("review", 1, position, value)},
                    {"committed_sequence", 10 + position},
                    {"value", value},
                    {"revealed_sequence", 20 + position}};
}

/// The record of an honest draw as a file: every seventh member excluded.
std::string make_record(std::size_t count, std::int64_t size) {
  Value::List members;
  for (const std::string& id : make_ids(count)) {
    members.push_back(Value::Map{{"id", id}, {"excluded_for", members.size() % 7 == 0 ? Value::List{"employer"} : Value::List{}}});
  }
  const Value pool(Value::Map{{"review_id", "review"},
                              {"attempt", 1},
                              {"algorithm", reviews::draw_algorithm},
                              {"panel_size", size},
                              {"fields", Value::List{"patent"}},
                              {"offices", Value::List{"office 1", "office 2"}},
                              {"members", std::move(members)}});
  const std::string first = base::sha256_hex("first"), second = base::sha256_hex("second");
  const std::string seed = reviews::make_seed(reviews::hash_pool(pool), first, second);
  const auto order = reviews::order_members(seed, reviews::list_eligible(pool));
  const Value drawn = list_of({order.begin(), order.begin() + size});
  const Value attempt(Value::Map{{"number", 1},
                                 {"pool", pool},
                                 {"pool_hash", reviews::hash_pool(pool)},
                                 {"pool_sequence", 10},
                                 {"seeds", Value::List{make_seed_value(1, first), make_seed_value(2, second)}},
                                 {"seed", seed},
                                 {"order", list_of(order)},
                                 {"drawn", drawn},
                                 {"panel", drawn},
                                 {"replacements", Value::List{}},
                                 {"outcome", "drawn"},
                                 {"withheld_by", ""}});
  return base::print_json(Value::Map{{"kind", reviews::draw_kind}, {"review", Value::Map{{"id", "review"}}}, {"attempts", Value::List{attempt}}});
}

int measure_replay() {
  constexpr std::size_t experts = 10000;
  const std::string record = make_record(experts, 7);
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    const auto begun = std::chrono::steady_clock::now();
    const auto findings = reviews::replay_draw(base::parse_json(record).value());
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    if (!findings.empty()) {
      fmt::print(stderr, "the honest record does not replay: {}\n", findings.front().path);
      return 1;
    }
  }
  fmt::print("draw over {} experts replayed: {:.3f} s (aim ≤ 0.5 s; record of {} KB read, hashed, ordered; best of 5)\n", experts, best,
             record.size() / 1000);
  return 0;
}

/// Every member is on the panel with probability size / people, and on each place with 1 / people.
void measure_uniformity(std::int64_t seeds) {
  constexpr std::size_t people = 40, size = 5;
  const auto ids = make_ids(people);
  std::map<std::string, std::array<std::int64_t, size>> drawn;
  for (std::int64_t index = 0; index < seeds; ++index) {
    const auto order = reviews::order_members(base::sha256_hex(fmt::format("seed {}", index)), ids);
    for (std::size_t place = 0; place < size; ++place) ++drawn[order[place]][place];
  }
  const double expected = static_cast<double>(seeds) / people;
  double chi_square = 0, farthest = 0;
  for (const std::string& id : ids) {
    std::int64_t on_panel = 0;
    for (std::size_t place = 0; place < size; ++place) {
      const auto found = static_cast<double>(drawn[id][place]);
      chi_square += (found - expected) * (found - expected) / expected;
      on_panel += drawn[id][place];
    }
    farthest = std::max(farthest, std::abs(static_cast<double>(on_panel) / static_cast<double>(seeds) - double{size} / people));
  }
  fmt::print(
      "{} seeds, {} of {} experts: chi-square {:.1f} with {} degrees of freedom (one in a thousand lies above 261); farthest share {:.4f} "
      "from {:.4f}\n",
      seeds, size, people, chi_square, size * (people - 1), farthest, double{size} / people);
}

}  // namespace

int main(int count, char** words) {
  const int status = measure_replay();
  measure_uniformity(count > 1 ? std::atoll(words[1]) : 100000);
  return status;
}
