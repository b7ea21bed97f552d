// What only the engine in another server has: it may be away, busy or answer nonsense, and somebody else may feed it.
#include "search/opensearch_index.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <mutex>

#include "search/opensearch_layout.hpp"
#include "search/test_documents.hpp"
#include "support/fake_server.hpp"

namespace zhidian::search {
namespace {

using query::Kind;
using support::FakeServer;

/// A server that keeps one feed document as OpenSearch does, and answers the rest as it is told.
class FakeEngine {
 public:
  std::string search_answer, bulk_answer = R"({"errors":false})";
  int search_status = 200, bulk_status = 200;
  std::function<void()> on_bulk = [] {};

  std::string url() const { return server_.url(); }
  std::uint64_t feed = 0;
  std::string holder;
  std::uint64_t changes = 0;
  std::vector<std::string> paths;

 private:
  std::string answer(const FakeServer::Asked& asked) {
    paths.push_back(asked.method + " " + asked.path);
    if (asked.path.find("/zhidian-state/") == 0) return answer_state(asked);
    if (asked.path.find("/_search") != std::string::npos) return FakeServer::reply(search_status, search_answer);
    if (asked.path.find("/_bulk") != std::string::npos) {
      on_bulk();
      return FakeServer::reply(bulk_status, bulk_answer);
    }
    return FakeServer::reply(200, R"({"count":3})");
  }
  std::string answer_state(const FakeServer::Asked& asked) {
    const auto document = [&](const char* more) {
      return fmt::format(R"({{"_seq_no":{},"_primary_term":1,"_source":{{"feed":{},"holder":"{}"}}{}}})", changes, feed, holder, more);
    };
    if (asked.method == "GET") return changes == 0 ? FakeServer::reply(404, R"({"found":false})") : FakeServer::reply(200, document(""));
    const bool is_first = asked.path.find("op_type=create") != std::string::npos && changes == 0;
    const bool is_next = asked.path.find(fmt::format("if_seq_no={}&", changes)) != std::string::npos && changes > 0;
    if (!is_first && !is_next) return FakeServer::reply(409, R"({"error":{"type":"version_conflict_engine_exception"}})");
    const auto body = boost::json::parse(asked.body);
    feed = count_of(member(body, "feed"));
    holder = text_of(member(body, "holder"));
    ++changes;
    return FakeServer::reply(200, document(""));
  }

  FakeServer server_{[this](const FakeServer::Asked& asked) { return answer(asked); }};
};

class EngineElsewhere : public testing::Test {
 protected:
  std::unique_ptr<OpenSearchIndex> open(const std::string& url, std::chrono::milliseconds most_feeding = std::chrono::minutes(1)) const {
    return std::make_unique<OpenSearchIndex>(OpenSearchServer(outbound::Service::open({url, "", "", ""}).value()), "zhidian-test", collection_,
                                             OpenSearchOptions{std::chrono::seconds(20), most_feeding});
  }
  std::string search(int status, const std::string& body) {
    engine_.search_status = status;
    engine_.search_answer = body;
    const auto found = open(engine_.url())->find(make_wanted(make_leaf(Kind::words, "", {"钢筋"})));
    return found ? fmt::format("{} hits", found->count) : found.error().id;
  }
  base::Result<void> put(OpenSearchIndex& index, std::uint64_t feed) {
    (void)index.feed();
    return index.put(std::span(&document_, 1), feed);
  }
  base::Result<void> put(std::uint64_t feed) { return put(*open(engine_.url()), feed); }

  query::Collection collection_ = test_collection();
  query::Document document_{"1", {{"title", {"钢筋"}}}};
  FakeEngine engine_;
};

TEST_F(EngineElsewhere, says_that_it_is_not_reached) {
  std::string url;
  {
    const FakeServer gone([](const FakeServer::Asked&) { return std::string(); });
    url = gone.url();
  }
  const auto index = open(url);
  EXPECT_EQ(index->prepare().error().id, "search.engine_unreachable");
  EXPECT_EQ(index->find(make_wanted({})).error().id, "search.engine_unreachable");
  EXPECT_EQ(index->put(std::span(&document_, 1), 1).error().id, "search.engine_unreachable");
  EXPECT_EQ(index->remove(std::vector<std::string>{"1"}, 1).error().id, "search.engine_unreachable");
  EXPECT_EQ(index->size(), 0U);
  EXPECT_EQ(index->feed(), 0U);
}

TEST_F(EngineElsewhere, reads_a_sound_answer) {
  EXPECT_EQ(search(200, R"({"timed_out":false,"_shards":{"failed":0},"hits":{"total":{"value":7},"hits":[]}})"), "7 hits");
}

TEST_F(EngineElsewhere, refuses_answers_that_are_wrong) {
  EXPECT_EQ(search(200, "<html><body>Welcome</body></html>"), "search.engine_unreadable");
  EXPECT_EQ(search(200, R"({"timed_out":false,"hits":{"total":{"val)"), "search.engine_unreadable");
  EXPECT_EQ(search(200, ""), "search.engine_unreadable");
  EXPECT_EQ(search(200, "[]"), "search.engine_unreadable");
  EXPECT_EQ(search(200, R"({"timed_out":false,"hits":{}})"), "search.engine_unreadable");
  EXPECT_EQ(search(200, R"({"timed_out":false,"hits":{"total":{"value":"x"}}})"), "search.engine_unreadable");
  EXPECT_EQ(search(200, R"({"timed_out":false,"_shards":{"failed":1},"hits":{"total":{"value":7},"hits":[]}})"), "search.engine_refused");
  EXPECT_EQ(search(400, R"({"error":{"type":"parsing_exception"}})"), "search.engine_refused");
  EXPECT_EQ(search(401, "<html>"), "search.engine_refused");
  EXPECT_EQ(search(500, ""), "search.engine_refused");
}

TEST_F(EngineElsewhere, tells_busy_late_and_gone_apart) {
  EXPECT_EQ(search(429, R"({"error":{"type":"circuit_breaking_exception"}})"), "search.engine_busy");
  EXPECT_EQ(search(503, ""), "search.engine_busy");
  EXPECT_EQ(search(200, R"({"timed_out":true,"hits":{"total":{"value":7},"hits":[]}})"), "search.too_long");
  EXPECT_EQ(search(404, R"({"error":{"type":"index_not_found_exception"}})"), "search.index_damaged");
}

TEST_F(EngineElsewhere, ends_a_search_that_takes_too_long) {
  const FakeServer slow([](const FakeServer::Asked&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(900));
    return std::string();
  });
  const OpenSearchServer server(outbound::Service::open({slow.url(), "", "", ""}).value());
  const OpenSearchIndex index(server, "zhidian-test", collection_, {std::chrono::milliseconds(100), std::chrono::minutes(1)});
  EXPECT_EQ(index.find(make_wanted({})).error().id, "search.too_long");
}

TEST_F(EngineElsewhere, says_what_of_a_batch_was_refused_and_keeps_no_number_of_it) {
  ASSERT_TRUE(put(3).has_value());
  engine_.bulk_status = 413;
  EXPECT_EQ(put(4).error().params.at("status"), "413");
  engine_.bulk_status = 200;
  engine_.bulk_answer = R"({"errors":true,"items":[{"index":{"status":400,"error":{"type":"mapper_parsing_exception"}}}]})";
  EXPECT_EQ(put(4).error().params.at("reason"), "mapper_parsing_exception");
  engine_.bulk_answer = R"({"errors":true,"items":[{"index":{"status":429,"error":{"type":"rejected_execution_exception"}}}]})";
  EXPECT_EQ(put(4).error().id, "search.engine_busy");
  engine_.bulk_answer = "<html>";
  EXPECT_EQ(put(4).error().id, "search.engine_unreadable");
  EXPECT_EQ(engine_.feed, 3U);
  EXPECT_EQ(engine_.holder, "") << "whoever comes next may feed";
}

TEST_F(EngineElsewhere, is_fed_by_one_at_a_time) {
  ASSERT_TRUE(put(3).has_value());
  EXPECT_EQ(put(2).error().id, "search.fed_by_another") << "another was further";
  const auto late = open(engine_.url());
  EXPECT_EQ(late->feed(), 3U);
  ASSERT_TRUE(put(5).has_value());
  EXPECT_EQ(late->put(std::span(&document_, 1), 6).error().id, "search.fed_by_another") << "another has fed since";
  EXPECT_EQ(late->remove(std::vector<std::string>{"1"}, 0).error().id, "search.fed_by_another");
  engine_.holder = "another";
  EXPECT_EQ(put(6).error().id, "search.fed_by_another");
  const auto patient = open(engine_.url(), std::chrono::milliseconds(30));
  EXPECT_EQ(put(*patient, 6).error().id, "search.fed_by_another") << "just seen";
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  EXPECT_TRUE(put(*patient, 6).has_value()) << "it said nothing for so long";
  EXPECT_EQ(engine_.feed, 6U);
}

TEST_F(EngineElsewhere, feeds_again_what_was_written_after_it_was_taken_for_gone) {
  ASSERT_TRUE(put(3).has_value());
  engine_.on_bulk = [&] {
    engine_.feed = 9;
    engine_.holder = "another";
    ++engine_.changes;
  };
  EXPECT_EQ(put(4).error().id, "search.fed_by_another");
  EXPECT_EQ(engine_.feed, 3U);
  EXPECT_EQ(engine_.holder, "another") << "who goes on from there";
}

TEST(OpenSearchLayout, keeps_long_keys_and_long_words_apart) {
  const std::string longest(512, 'k');
  EXPECT_EQ(document_id(longest), longest);
  EXPECT_EQ(document_id(longest + "k").size(), 65U);
  EXPECT_NE(document_id(longest + "k"), document_id(longest + "l"));
  EXPECT_NE(document_id(""), document_id("#"));
  const std::string word(1000, 'a');
  const auto token = [](const std::string& text) { return unit_token(query::units(text).at(0)); };
  EXPECT_LT(token(word).size(), 255U);
  EXPECT_NE(token(word + "b"), token(word + "c"));
  EXPECT_EQ(token("short"), "short");
}

}  // namespace
}  // namespace zhidian::search
