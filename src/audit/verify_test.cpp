#include <random>

#include "audit/event_row.hpp"
#include "audit/log_test_support.hpp"
#include "audit/tree.hpp"

namespace zhidian::audit {
namespace {

class VerifyTest : public testing::TestWithParam<storage::Dialect> {
 protected:
  /// What verify finds once `changes` were made.
  std::string after(const std::vector<std::string>& changes, const std::vector<Checkpoint>& outside = {}) {
    for (const auto& change : changes) log_.database.run(change);
    return print(log_.findings(outside));
  }
  /// Rewrites one entry and everything that could betray it inside the database but the checkpoints: as an operator could.
  void rewrite_from(std::int64_t sequence, const std::string& change) {
    log_.database.run(change);
    auto transaction = log_.database->write();
    auto& connection = transaction->connection();
    Frontier frontier;
    auto rows = connection.list({"all", "SELECT * FROM events ORDER BY sequence", ""}, {}, read_event_row);
    for (const auto& row : rows) {
      auto leaf = hash_fields(row.sequence, print_fields(row));
      if (row.sequence >= sequence) {
        connection.execute({"leaf", "UPDATE events SET leaf_hash = $1 WHERE sequence = $2", ""}, {base::to_hex(leaf), row.sequence});
      }
      frontier.append(leaf);
    }
    connection.execute({"head", "UPDATE log_head SET size = $1, frontier = $2, root = $3", ""}, {frontier.size(), frontier.print(), frontier.root()});
    transaction->commit();
  }
  LogUnderTest log_{GetParam()};
};

constexpr const char* kRemoveCheckpoints = "DELETE FROM checkpoints";

TEST_P(VerifyTest, ASoundLogHasNoFindings) {
  EXPECT_EQ(after({}), "") << "the empty log";
  log_.grow_to(257);
  EXPECT_EQ(after({}, log_.checkpoints), "");
  EXPECT_EQ(after({kRemoveCheckpoints}), "");
}

TEST_P(VerifyTest, LocatesAFlippedEntry) {
  log_.grow_to(250);
  EXPECT_EQ(after({"UPDATE events SET content = '{}' WHERE sequence = 130"}), "flipped 130-130");
  EXPECT_EQ(after({"UPDATE events SET leaf_hash = '00' WHERE sequence = 9"}), "flipped 9-9 flipped 130-130");
}

TEST_P(VerifyTest, LocatesAFlippedHashAndAFlippedPersonalPart) {
  log_.grow_to(50);
  EXPECT_EQ(after({"UPDATE events SET leaf_hash = personal_hash WHERE sequence = 3"}), "flipped 3-3");
  EXPECT_EQ(after({"UPDATE events SET personal = '{\"name\":\"李某\"}' WHERE sequence IN (7, 8)"}), "flipped 3-3 flipped 7-8");
}

TEST_P(VerifyTest, LocatesDeletedEntries) {
  log_.grow_to(250);
  EXPECT_EQ(after({"DELETE FROM events WHERE sequence IN (40, 41, 77)"}), "deleted 40-41 deleted 77-77");
}

TEST_P(VerifyTest, LocatesADeletedEntryWhoseSuccessorsWereRenumbered) {
  log_.grow_to(120);
  EXPECT_EQ(after({"DELETE FROM events WHERE sequence = 40", "UPDATE events SET sequence = -sequence WHERE sequence > 40",
                   "UPDATE events SET sequence = -sequence - 1 WHERE sequence < 0"}),
            "deleted 40-40");
}

TEST_P(VerifyTest, LocatesAnInsertedEntry) {
  log_.grow_to(120);
  EXPECT_EQ(after({"UPDATE events SET sequence = -sequence WHERE sequence >= 60", "UPDATE events SET sequence = -sequence + 1 WHERE sequence < 0",
                   "INSERT INTO events SELECT 60, 'new', subject_kind, subject_id, 9999, action, actor_kind, actor_id, on_date, at, act_version, "
                   "calendar_version, content, personal, personal_hash, salt, leaf_hash FROM events WHERE sequence = 1"}),
            "inserted 60-60");
}

TEST_P(VerifyTest, LocatesAnEntryPutBehindTheEndOrBeforeTheBeginning) {
  log_.grow_to(20);
  std::string copy =
      "'x', subject_kind, subject_id, 9999, action, actor_kind, actor_id, on_date, at, act_version, calendar_version, content, personal, "
      "personal_hash, salt, leaf_hash FROM events WHERE sequence = 1";
  EXPECT_EQ(after({"INSERT INTO events SELECT 21, " + copy}), "inserted 21-21");
  EXPECT_EQ(after({"UPDATE events SET sequence = 0 WHERE sequence = 21"}), "inserted 0-0");
  EXPECT_EQ(after({"UPDATE events SET sequence = -9223372036854775807 WHERE sequence = 0"}), "inserted -9223372036854775807--9223372036854775807");
}

TEST_P(VerifyTest, LocatesSwappedEntries) {
  log_.grow_to(220);
  EXPECT_EQ(after({"UPDATE events SET sequence = -1 WHERE sequence = 30", "UPDATE events SET sequence = 30 WHERE sequence = 200",
                   "UPDATE events SET sequence = 200 WHERE sequence = -1"}),
            "swapped 30-200");
}

TEST_P(VerifyTest, LocatesATruncatedEnd) {
  log_.grow_to(250);
  EXPECT_EQ(after({"DELETE FROM events WHERE sequence > 243"}), "truncated 244-250");
}

TEST_P(VerifyTest, LocatesATruncatedEndWithItsHeadByACheckpoint) {
  log_.grow_to(200);
  rewrite_from(150, "DELETE FROM events WHERE sequence >= 150");
  EXPECT_EQ(after({}), "truncated 150-200");
  EXPECT_EQ(after({kRemoveCheckpoints}), "") << "without any checkpoint nobody can know";
  EXPECT_EQ(after({}, log_.checkpoints), "truncated 150-200") << "one kept elsewhere tells";
}

TEST_P(VerifyTest, LocatesARewriteToTheIntervalBetweenCheckpoints) {
  log_.grow_to(420);
  rewrite_from(250, "UPDATE events SET content = '{}' WHERE sequence = 250");
  EXPECT_EQ(after({}), "rewritten 201-300");
  EXPECT_EQ(after({kRemoveCheckpoints}, {log_.checkpoints[0], log_.checkpoints[3]}), "rewritten 101-400");
  EXPECT_EQ(after({}), "");
}

TEST_P(VerifyTest, LocatesARewriteBehindTheLastCheckpointByTheHead) {
  log_.grow_to(230);
  auto head = get_head(log_.database->read()->connection());
  auto frontier = log_.database->read()->connection().find({"f", "SELECT frontier FROM log_head", ""}, {},
                                                           [](const storage::Row& row) { return row.text("frontier"); });
  rewrite_from(220, "UPDATE events SET content = '{}' WHERE sequence = 220");
  log_.database.run("UPDATE log_head SET frontier = $1, root = $2", {*frontier, head.root});
  EXPECT_EQ(after({}), "rewritten 201-230");
}

TEST_P(VerifyTest, LocatesADamagedHead) {
  log_.grow_to(130);
  EXPECT_EQ(after({"UPDATE log_head SET root = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'"}), "flipped 0-0");
  EXPECT_EQ(after({"DELETE FROM log_head"}), "deleted 0-0");
}

TEST_P(VerifyTest, LocatesAHeadSetBack) {
  log_.grow_to(90);
  auto back = log_.database->read()->connection().find({"f", "SELECT size, frontier, root FROM log_head", ""}, {}, [](const storage::Row& row) {
    return std::vector<std::string>{row.text("size"), row.text("frontier"), row.text("root")};
  });
  log_.grow_to(130);
  log_.database.run("UPDATE log_head SET size = CAST($1 AS BIGINT), frontier = $2, root = $3", {back->at(0), back->at(1), back->at(2)});
  EXPECT_EQ(after({}), "flipped 0-0") << "the checkpoint at 100 proves the rows right";
  EXPECT_EQ(after({kRemoveCheckpoints}), "inserted 91-130");
}

TEST_P(VerifyTest, FindsWrongSignatures) {
  log_.grow_to(220);
  auto forged = log_.checkpoints[0];
  forged.size = 99;
  EXPECT_EQ(after({}, {forged}), "bad_signature 99-99");
  EXPECT_EQ(after({"UPDATE checkpoints SET root = 'other' WHERE size = 200"}), "bad_signature 200-200");
  EXPECT_EQ(after({"UPDATE checkpoints SET document = '{' WHERE size = 100"}), "bad_signature 100-100 bad_signature 200-200");
  auto stranger = SigningKey::load_or_create(log_.folder.file("other.key"), *log_.random);
  EXPECT_EQ(print(verify(log_.database->read()->connection(), {log_.checkpoints[0]}, stranger.public_key_hex())),
            "bad_signature 100-100 bad_signature 200-200 bad_signature 100-100");
}

TEST_P(VerifyTest, TellsEveryFindingInBothLanguages) {
  log_.grow_to(30);
  after({"DELETE FROM events WHERE sequence = 4", "UPDATE log_head SET root = ''"});
  for (const auto& finding : log_.findings()) {
    EXPECT_FALSE(finding.text_zh.empty());
    EXPECT_EQ(finding.text_en.find('{'), std::string::npos);
  }
}

/// One random damage to a log of 1,000 entries, done by plain SQL.
struct Mutation {
  std::string kind;
  std::vector<std::string> changes;
  std::vector<std::string> expected;  // any of these
};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : engine_(seed) {}

  Mutation next() {
    auto place = number(1, 1000);
    switch (number(0, 6)) {
      case 0: return flip_text(place);
      case 1: return {"flip", {flip("ordinal = ordinal + 100000", place)}, {one("flipped", place)}};
      case 2: return {"delete", {"DELETE FROM events WHERE sequence = " + text(place)}, {one(place == 1000 ? "truncated" : "deleted", place)}};
      case 3: return delete_and_renumber(place);
      case 4: return insert_and_renumber(place);
      case 5: return swap(place, number(1, 1000));
      default: return {"truncate", {"DELETE FROM events WHERE sequence >= " + text(place)}, {span("truncated", place, 1000)}};
    }
  }

 private:
  std::int64_t number(std::int64_t low, std::int64_t high) { return std::uniform_int_distribution<std::int64_t>(low, high)(engine_); }
  static std::string text(std::int64_t value) { return std::to_string(value); }
  static std::string span(const std::string& kind, std::int64_t first, std::int64_t last) { return kind + " " + text(first) + "-" + text(last); }
  static std::string one(const std::string& kind, std::int64_t place) { return span(kind, place, place); }
  static std::string flip(const std::string& change, std::int64_t place) {
    return "UPDATE events SET " + change + " WHERE sequence = " + text(place);
  }

  Mutation flip_text(std::int64_t place) {
    static const std::vector<std::string> columns{"id", "subject_kind", "subject_id",       "action",  "actor_kind",    "actor_id", "on_date",
                                                  "at", "act_version",  "calendar_version", "content", "personal_hash", "salt",     "leaf_hash"};
    auto column = columns[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(columns.size()) - 1))];
    // One character replaced, taken out, put in, or all of it emptied.
    auto cut = text(number(1, 20));
    std::vector<std::string> ways{"'~' || substr(" + column + ", 2)", column + " || '0'",
                                  "substr(" + column + ", 1, " + cut + " - 1) || '~' || substr(" + column + ", " + cut + ")",
                                  "upper(" + column + ") || '.'"};
    return {"flip", {flip(column + " = " + ways[static_cast<std::size_t>(number(0, 3))], place)}, {one("flipped", place)}};
  }
  Mutation delete_and_renumber(std::int64_t place) {
    return {"renumber",
            {"DELETE FROM events WHERE sequence = " + text(place), "UPDATE events SET sequence = -sequence WHERE sequence > " + text(place),
             "UPDATE events SET sequence = -sequence - 1 WHERE sequence < 0"},
            {one(place == 1000 ? "truncated" : "deleted", place)}};
  }
  Mutation insert_and_renumber(std::int64_t place) {
    return {
        "insert",
        {"UPDATE events SET sequence = -sequence WHERE sequence >= " + text(place), "UPDATE events SET sequence = -sequence + 1 WHERE sequence < 0",
         "INSERT INTO events SELECT " + text(place) +
             ", 'new', subject_kind, subject_id, 99999, action, actor_kind, actor_id, on_date, at, act_version, calendar_version, content, personal, "
             "personal_hash, salt, leaf_hash FROM events WHERE sequence = " +
             text(place == 1 ? 2 : 1)},
        {one("inserted", place)}};
  }
  Mutation swap(std::int64_t one_place, std::int64_t other) {
    if (one_place == other) other = one_place % 1000 + 1;
    auto [low, high] = std::minmax(one_place, other);
    return {"swap",
            {"UPDATE events SET sequence = -1 WHERE sequence = " + text(low),
             "UPDATE events SET sequence = " + text(low) + " WHERE sequence = " + text(high),
             "UPDATE events SET sequence = " + text(high) + " WHERE sequence = -1"},
            {span("swapped", low, high)}};
  }

  std::mt19937_64 engine_;
};

/// A few hundred in the ordinary run; ZHIDIAN_TEST_MUTATIONS asks for more.
int wanted_mutations() {
  const char* wanted = std::getenv("ZHIDIAN_TEST_MUTATIONS");
  return wanted ? std::atoi(wanted) : 200;
}

TEST_P(VerifyTest, CatchesAndLocatesRandomMutations) {
  log_.grow_to(1000);
  Mutator mutator(7);
  int missed = 0;
  for (int round = 0; round < wanted_mutations() && missed < 5; ++round) {
    auto mutation = mutator.next();
    auto transaction = log_.database->write();  // dropped again: each mutation meets a sound log
    for (const auto& change : mutation.changes) transaction->connection().execute({"", change, ""});
    auto found = print(verify(transaction->connection(), {}, log_.key.public_key_hex()));
    if (std::ranges::find(mutation.expected, found) != mutation.expected.end()) continue;
    ++missed;
    ADD_FAILURE() << round << " " << mutation.kind << ": " << mutation.changes[0] << "\nexpected " << mutation.expected[0] << "\nfound    " << found;
  }
  EXPECT_EQ(print(log_.findings()), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, VerifyTest, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& param) { return support::name_of(param.param); });

}  // namespace
}  // namespace zhidian::audit
