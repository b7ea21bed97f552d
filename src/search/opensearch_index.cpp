#include "search/opensearch_index.hpp"

#include <fmt/format.h>

#include <random>

#include "search/opensearch_layout.hpp"

namespace zhidian::search {

namespace json = boost::json;
using base::ErrorCode;

namespace {

constexpr std::chrono::seconds writing_time{30};
constexpr std::size_t lines_at_once = 8 << 20;

std::string make_name() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

std::string index_name(const std::string& name, const query::Collection& collection) { return name + "-" + layout_fingerprint(collection); }

/// The first thing the server refused in a batch.
base::Result<void> read_items(const json::value& body) {
  if (!member(body, "errors").is_bool()) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
  const json::array* items = member(body, "items").if_array();
  if (!member(body, "errors").as_bool() || !items) return {};
  for (const json::value& item : *items) {
    const json::object* actions = item.if_object();
    if (!actions) continue;
    for (const auto& action : *actions) {
      const json::value& error = member(action.value(), "error");
      if (!error.is_object()) continue;
      const std::uint64_t status = count_of(member(action.value(), "status"));
      return base::refuse(ErrorCode::unavailable, status == 429 ? "search.engine_busy" : "search.engine_refused",
                          {{"status", fmt::to_string(status)}, {"reason", text_of(member(error, "type"))}});
    }
  }
  return {};
}

}  // namespace

OpenSearchIndex::OpenSearchIndex(OpenSearchServer server, std::string name, query::Collection collection, Options options)
    : server_(std::move(server)),
      name_(std::move(name)),
      me_(make_name()),
      collection_(std::move(collection)),
      options_(options),
      state_(server_, name_) {}

base::Result<void> OpenSearchIndex::prepare() {
  auto present = server_.ask({"GET", "/" + name_ + "/_count", ""}, writing_time, OpenSearchServer::Accepted::absent);
  if (!present) return base::refuse(present.error());
  if (present->status == 404) {
    // First the number, then the index: stopped in between, the next one does the same.
    if (auto taken = state_.take_back(0); !taken) return taken;
    json::object settings = index_settings(collection_);
    settings["aliases"] = with(name_ + "-feed", json::object());  // a batch for an index that is gone must not make one
    const auto made = server_.ask({"PUT", "/" + name_, json::serialize(settings)}, writing_time);
    const bool was_made = !made && made.error().params.contains("reason") && made.error().params.at("reason") == "resource_already_exists_exception";
    if (!made && !was_made) return base::refuse(made.error());
  }
  (void)size();
  (void)feed();
  return {};
}

base::Result<void> OpenSearchIndex::put(std::span<const query::Document> documents, std::uint64_t feed) {
  std::size_t next = 0;
  return write(feed, [&](std::string& lines) {
    if (next == documents.size()) return false;
    const query::Document& document = documents[next++];
    lines += json::serialize(with("index", with("_id", document_id(document.key)))) + '\n';
    lines += json::serialize(to_source(collection_, document)) + '\n';
    return true;
  });
}

base::Result<void> OpenSearchIndex::remove(std::span<const std::string> keys, std::uint64_t feed) {
  std::size_t next = 0;
  return write(feed, [&](std::string& lines) {
    if (next == keys.size()) return false;
    lines += json::serialize(with("delete", with("_id", document_id(keys[next++])))) + '\n';
    return true;
  });
}

base::Result<void> OpenSearchIndex::write(std::uint64_t feed, const NextLines& next) {
  const std::lock_guard lock(feeding_);
  const auto claimed = claim(feed);
  if (!claimed) return base::refuse(claimed.error());
  if (auto sent = send(next); !sent) {
    (void)state_.change(*claimed, claimed->feed, "");
    return sent;
  }
  const auto finished = state_.change(*claimed, feed == 0 ? claimed->feed : feed, "");
  if (!finished) return base::refuse(finished.error());
  if (*finished) {
    feed_ = (*finished)->feed;
    return {};
  }
  // Taken for gone in the middle: what was written just now may stand over something newer, so both are fed again.
  if (auto taken = state_.take_back(claimed->feed); !taken) return taken;
  return base::refuse(ErrorCode::unavailable, "search.fed_by_another");
}

base::Result<FeedState> OpenSearchIndex::claim(std::uint64_t feed) {
  const auto now = state_.read();
  if (!now) return base::refuse(now.error());
  const auto another = base::refuse(ErrorCode::unavailable, "search.fed_by_another");
  // Fed by somebody since this process asked how far it was: what it is about to write may be older.
  if (now->feed != feed_ || (feed != 0 && feed < now->feed)) return another;
  if (!now->holder.empty() && now->holder != me_) {
    const auto time = std::chrono::steady_clock::now();
    const bool is_new = seen_number_ != now->sequence_number || seen_at_ == std::chrono::steady_clock::time_point();
    if (is_new) {
      seen_number_ = now->sequence_number;
      seen_at_ = time;
    }
    if (is_new || time - seen_at_ < options_.most_feeding) return another;
  }
  const auto claimed = state_.change(*now, now->feed, me_);
  if (!claimed) return base::refuse(claimed.error());
  if (!*claimed) return another;
  return **claimed;
}

base::Result<void> OpenSearchIndex::send(const NextLines& next) const {
  std::string lines;
  while (next(lines)) {
    if (lines.size() < lines_at_once) continue;
    if (auto sent = send_lines(std::exchange(lines, {})); !sent) return sent;
  }
  if (!lines.empty()) {
    if (auto sent = send_lines(std::move(lines)); !sent) return sent;
  }
  const auto refreshed = server_.ask({"POST", "/" + name_ + "/_refresh", ""}, writing_time);
  return refreshed ? base::Result<void>() : base::refuse(refreshed.error());
}

base::Result<void> OpenSearchIndex::send_lines(std::string lines) const {
  const outbound::Request request{"POST", "/" + name_ + "-feed/_bulk?require_alias=true&filter_path=errors,items.*.error,items.*.status",
                                  std::move(lines), "application/x-ndjson"};
  const auto answer = server_.ask(request, writing_time);
  return answer ? read_items(answer->body) : base::refuse(answer.error());
}

std::uint64_t OpenSearchIndex::size() const {
  const auto answer = server_.ask({"GET", "/" + name_ + "/_count", ""}, writing_time);
  if (answer) size_ = count_of(member(answer->body, "count"));
  return size_;
}

std::uint64_t OpenSearchIndex::feed() const {
  const auto state = state_.read();
  if (state) feed_ = state->feed;
  return feed_;
}

base::Result<std::unique_ptr<Index>> open_opensearch_index(std::shared_ptr<const outbound::Service> service, const std::string& name,
                                                           const query::Collection& collection) {
  auto index = std::make_unique<OpenSearchIndex>(OpenSearchServer(std::move(service)), index_name(name, collection), collection, OpenSearchOptions{});
  if (auto prepared = index->prepare(); !prepared) return base::refuse(prepared.error());
  return index;
}

base::Result<void> drop_opensearch_index(std::shared_ptr<const outbound::Service> service, const std::string& name,
                                         const query::Collection& collection) {
  const OpenSearchServer server(std::move(service));
  const std::string whole = index_name(name, collection);
  if (auto taken = OpenSearchState(server, whole).take_back(0); !taken) return taken;
  const auto dropped = server.ask({"DELETE", "/" + whole, ""}, writing_time, OpenSearchServer::Accepted::absent);
  return dropped ? base::Result<void>() : base::refuse(dropped.error());
}

}  // namespace zhidian::search
