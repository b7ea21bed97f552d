#include "search/opensearch_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zhidian::search {

namespace json = boost::json;

namespace {
constexpr std::chrono::seconds most_time{10};
constexpr int most_tries = 20;
}  // namespace

base::Result<FeedState> OpenSearchState::read() const {
  const auto answer = server_.ask({"GET", "/zhidian-state/_doc/" + name_, ""}, most_time, OpenSearchServer::Accepted::absent);
  if (!answer) return base::refuse(answer.error());
  const json::value& source = member(answer->body, "_source");
  if (!source.is_object()) return FeedState{};
  return FeedState{count_of(member(source, "feed")), text_of(member(source, "holder")), count_of(member(answer->body, "_seq_no")),
                   count_of(member(answer->body, "_primary_term")), true};
}

base::Result<std::optional<FeedState>> OpenSearchState::change(const FeedState& before, std::uint64_t feed, const std::string& holder) const {
  const std::string condition =
      before.is_there ? fmt::format("if_seq_no={}&if_primary_term={}", before.sequence_number, before.primary_term) : std::string("op_type=create");
  const std::string body = json::serialize(json::object{{"feed", feed}, {"holder", holder}});
  const auto answer =
      server_.ask({"PUT", fmt::format("/zhidian-state/_doc/{}?{}", name_, condition), body}, most_time, OpenSearchServer::Accepted::conflict);
  if (!answer) return base::refuse(answer.error());
  if (answer->status == 409) return std::optional<FeedState>();
  return std::optional(FeedState{feed, holder, count_of(member(answer->body, "_seq_no")), count_of(member(answer->body, "_primary_term")), true});
}

base::Result<void> OpenSearchState::take_back(std::uint64_t feed) const {
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto now = read();
    if (!now) return base::refuse(now.error());
    if (now->is_there && now->feed <= feed) return {};
    const auto changed = change(*now, std::min(now->feed, feed), now->holder);
    if (!changed) return base::refuse(changed.error());
    if (*changed) return {};
  }
  return base::refuse(base::ErrorCode::unavailable, "search.fed_by_another");
}

}  // namespace zhidian::search
