#include "audit/proof.hpp"

#include "audit/log_test_support.hpp"

namespace zhidian::audit {
namespace {

class ProofTest : public testing::TestWithParam<storage::Dialect> {
 protected:
  base::Value inclusion(std::int64_t sequence, const Checkpoint& checkpoint) {
    auto proof = prove_inclusion(log_.database->read()->connection(), sequence, checkpoint);
    return proof ? *proof : base::Value(proof.error().id);
  }
  base::Value consistency(const Checkpoint& earlier, const Checkpoint& later) {
    auto proof = prove_consistency(log_.database->read()->connection(), earlier, later);
    return proof ? *proof : base::Value(proof.error().id);
  }
  ProofVerdict check(const base::Value& proof) { return check_proof(proof, log_.key.public_key_hex()); }
  LogUnderTest log_{GetParam()};
};

TEST_P(ProofTest, EveryEntryIsShownUnderASignedRoot) {
  log_.grow_to(45, 15);
  for (const auto& checkpoint : log_.checkpoints) {
    for (std::int64_t sequence = 1; sequence <= checkpoint.size; ++sequence) {
      EXPECT_TRUE(check(inclusion(sequence, checkpoint)).is_good) << sequence << " in " << checkpoint.size;
    }
  }
  EXPECT_EQ(inclusion(16, log_.checkpoints[0]), base::Value("audit.no_such_event"));
  EXPECT_EQ(inclusion(46, log_.checkpoints[2]), base::Value("audit.no_such_event"));
}

TEST_P(ProofTest, AnAlteredProofIsRefused) {
  log_.grow_to(20, 10);
  auto proof = inclusion(7, log_.checkpoints[1]);
  ASSERT_TRUE(check(proof).is_good);
  for (const auto* field : {"id", "subject_id", "action", "actor_id", "at", "content", "personal_hash"}) {
    auto altered = proof;
    altered.as_map()["event"].set(field, proof.at("event").text_or(field) + "0");
    EXPECT_FALSE(check(altered).is_good) << field;
  }
  auto moved = proof;
  moved.as_map()["event"].set("sequence", 8);
  EXPECT_FALSE(check(moved).is_good);
  auto more = proof;
  more.as_map()["event"].set("remark", "x");
  EXPECT_FALSE(check(more).is_good) << "a member nobody hashed";
  auto shorter = proof;
  shorter.as_map()["path"].as_list().pop_back();
  EXPECT_FALSE(check(shorter).is_good);
  auto other_root = proof;
  other_root.as_map()["checkpoint"].set("root", std::string(64, 'a'));
  EXPECT_FALSE(check(other_root).is_good);
  EXPECT_FALSE(check_proof(proof, std::string(64, 'a')).is_good) << "another key";
  EXPECT_FALSE(check(base::Value("x")).is_good);
}

TEST_P(ProofTest, AnEarlierLogIsABeginningOfALaterOne) {
  log_.grow_to(60, 7);
  for (const auto& earlier : log_.checkpoints) {
    for (const auto& later : log_.checkpoints) {
      if (earlier.size > later.size) {
        EXPECT_EQ(consistency(earlier, later), base::Value("audit.checkpoints_out_of_order"));
        continue;
      }
      auto proof = consistency(earlier, later);
      EXPECT_TRUE(check(proof).is_good) << earlier.size << " in " << later.size;
      auto altered = proof;
      altered.set("earlier", to_value(log_.checkpoints[0]));
      EXPECT_EQ(check(altered).is_good, earlier.size == log_.checkpoints[0].size);
    }
  }
}

TEST_P(ProofTest, ARewrittenLogHasNoProof) {
  log_.grow_to(20, 10);
  log_.database.run("UPDATE events SET content = '{}' WHERE sequence = 4");
  EXPECT_EQ(inclusion(4, log_.checkpoints[1]), base::Value("audit.leaf_unsound"));
  log_.database.run("UPDATE events SET leaf_hash = personal_hash WHERE sequence = 3");
  EXPECT_EQ(consistency(log_.checkpoints[0], log_.checkpoints[1]), base::Value("audit.not_this_log"));
  log_.database.run("DELETE FROM events WHERE sequence = 2");
  EXPECT_EQ(consistency(log_.checkpoints[0], log_.checkpoints[1]), base::Value("audit.leaf_unsound"));
}

INSTANTIATE_TEST_SUITE_P(Engines, ProofTest, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& param) { return support::name_of(param.param); });

}  // namespace
}  // namespace zhidian::audit
