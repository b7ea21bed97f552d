#include "audit/log.hpp"

#include <sys/stat.h>

#include <thread>

#include "audit/event_row.hpp"
#include "audit/log_test_support.hpp"

namespace zhidian::audit {
namespace {

class LogTest : public testing::TestWithParam<storage::Dialect> {
 protected:
  LogUnderTest log_{GetParam()};
};

TEST_P(LogTest, GivesBackWhatWasAppended) {
  auto event = make_event("case_a", 1);
  {
    auto transaction = log_.database->write();
    EXPECT_EQ(append(transaction->connection(), event, *log_.random), 1);
    EXPECT_EQ(append(transaction->connection(), make_event("case_b", 1), *log_.random), 2);
    EXPECT_EQ(append(transaction->connection(), make_event("case_a", 2), *log_.random), 3);
    transaction->commit();
  }
  auto reader = log_.database->read();
  auto events = list_events(reader->connection(), "case", "case_a");
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].sequence, 1);
  EXPECT_EQ(events[1].sequence, 3);
  EXPECT_EQ(events[0].content, event.content);
  EXPECT_EQ(events[0].personal, event.personal);
  EXPECT_EQ(events[0].at, event.at);
  EXPECT_EQ(events[0].on, event.on);
  EXPECT_EQ(events[0].act_version, event.act_version);
  EXPECT_TRUE(base::is_id(events[0].id));
  auto after = list_events_after(reader->connection(), 1, 1);
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].subject_id, "case_b");
  EXPECT_EQ(get_head(reader->connection()).size, 3);
}

TEST_P(LogTest, ASecondEventOfTheSameStepIsRefused) {
  log_.grow_to(1);
  auto transaction = log_.database->write();
  try {
    append(transaction->connection(), make_event("case_1", 1), *log_.random);
    FAIL();
  } catch (const storage::Failure& failure) {
    EXPECT_EQ(failure.kind(), storage::Failure::Kind::constraint);
  }
}

TEST_P(LogTest, ADroppedTransactionLeavesNoTrace) {
  log_.grow_to(3);
  auto before = get_head(log_.database->read()->connection());
  { append(log_.database->write()->connection(), make_event("dropped", 1), *log_.random); }
  auto after = get_head(log_.database->read()->connection());
  EXPECT_EQ(after.root, before.root);
  EXPECT_EQ(print(log_.findings()), "");
}

TEST_P(LogTest, ManyWritersMakeOneUnforkedLog) {
  std::vector<std::thread> writers;
  for (int number = 0; number < 6; ++number) {
    writers.emplace_back([&, number] {
      for (int round = 1; round <= 20; ++round) {
        auto transaction = log_.database->write();
        append(transaction->connection(), make_event("writer_" + std::to_string(number), round), *log_.random);
        transaction->commit();
      }
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(get_head(log_.database->read()->connection()).size, 120);
  EXPECT_EQ(print(log_.findings()), "");
}

TEST_P(LogTest, OneWinsWhereManyAppendTheSameStep) {
  std::atomic<int> won{0}, refused{0};
  std::vector<std::thread> writers;
  for (int number = 0; number < 6; ++number) {
    writers.emplace_back([&] {
      try {
        auto transaction = log_.database->write();
        append(transaction->connection(), make_event("contested", 1), *log_.random);
        transaction->commit();
        ++won;
      } catch (const storage::Failure& failure) {
        if (failure.kind() == storage::Failure::Kind::constraint) ++refused;
      }
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(refused, 5);
}

TEST_P(LogTest, PersonalPartsCanBeErasedWithoutBreakingTheLog) {
  log_.grow_to(12);
  log_.database.run("UPDATE events SET personal = NULL, salt = '' WHERE sequence = 7");
  EXPECT_EQ(print(log_.findings()), "");
  log_.database.run("UPDATE events SET personal = NULL WHERE sequence = 8");
  EXPECT_EQ(print(log_.findings()), "flipped 8-8") << "a salt without its text is no erasure";
}

TEST_P(LogTest, ADamagedHeadAcceptsNothingMore) {
  log_.grow_to(5);
  log_.database.run("UPDATE log_head SET size = 4");
  auto transaction = log_.database->write();
  EXPECT_THROW(append(transaction->connection(), make_event("case_x", 1), *log_.random), storage::Failure);
}

INSTANTIATE_TEST_SUITE_P(Engines, LogTest, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& param) { return support::name_of(param.param); });

TEST(Log, TheSameSeedGivesTheSameRootOnBothEngines) {
  std::vector<std::string> roots;
  for (int round = 0; round < 2; ++round) {
    for (auto dialect : support::tested_dialects()) {
      LogUnderTest log(dialect);
      log.grow_to(50);
      roots.push_back(get_head(log.database->read()->connection()).root);
    }
  }
  for (const auto& root : roots) EXPECT_EQ(root, roots.front());
}

TEST(EventRow, NoTwoEventsShareTheirBytes) {
  EventRow one, other;
  one.subject_kind = "ab", one.subject_id = "c";
  other.subject_kind = "a", other.subject_id = "bc";
  EXPECT_NE(print_fields(one), print_fields(other));
  EXPECT_NE(hash_fields(1, print_fields(one)), hash_fields(2, print_fields(one)));
}

TEST(SigningKey, IsMadeOnceAndKeptPrivate) {
  support::FreshFolder folder;
  auto path = folder.file("signing.key");
  auto random = base::make_system_random();
  auto key = SigningKey::load_or_create(path, *random);
  EXPECT_EQ(SigningKey::load_or_create(path, *random).public_key_hex(), key.public_key_hex());
  struct stat facts{};
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  auto signature = key.sign("message");
  EXPECT_TRUE(verify_signature(key.public_key_hex(), "message", signature));
  EXPECT_FALSE(verify_signature(key.public_key_hex(), "messagE", signature));
  EXPECT_FALSE(verify_signature(key.public_key_hex(), "message", ""));
  EXPECT_FALSE(verify_signature("", "message", signature));
}

TEST(SigningKey, RefusesAFileOthersMayReadOrThatHoldsNoKey) {
  support::FreshFolder folder;
  auto random = base::make_system_random();
  auto path = folder.file("signing.key");
  std::ofstream(path) << std::string(64, 'a') << "\n";
  chmod(path.c_str(), 0644);
  EXPECT_THROW(SigningKey::load_or_create(path, *random), std::runtime_error);
  chmod(path.c_str(), 0600);
  EXPECT_NO_THROW(SigningKey::load_or_create(path, *random));
  std::ofstream(path) << "short\n";
  EXPECT_THROW(SigningKey::load_or_create(path, *random), std::runtime_error);
}

TEST(SigningKey, AgreesWithTheStandardsFirstVector) {
  // RFC 8032 section 7.1, TEST 1.
  support::FreshFolder folder;
  auto path = folder.file("signing.key");
  std::ofstream(path) << "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60\n";
  chmod(path.c_str(), 0600);
  auto random = base::make_system_random();
  auto key = SigningKey::load_or_create(path, *random);
  EXPECT_EQ(key.public_key_hex(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(key.sign(""),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
}

TEST(Checkpoint, IsReadBackExactlyAndStrictly) {
  LogUnderTest log(storage::Dialect::sqlite);
  log.grow_to(100);
  auto value = to_value(log.checkpoints.at(0));
  auto read = parse_checkpoint(value);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_value(*read), value);
  EXPECT_TRUE(is_signed_by(*read, log.key.public_key_hex()));
  for (const char* key : {"size", "root", "at", "signature", "kind", "origin", "key_id"}) {
    auto broken = value;
    broken.set(key, nullptr);
    auto refused = parse_checkpoint(broken);
    ASSERT_FALSE(refused) << key;
    EXPECT_EQ(refused.error().id, "audit.checkpoint_malformed");
  }
  auto more = value;
  more.set("extra", 1);
  EXPECT_FALSE(parse_checkpoint(more));
  EXPECT_FALSE(parse_checkpoint("text"));
}

}  // namespace
}  // namespace zhidian::audit
