#pragma once
#include <boost/json.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "outbound/service.hpp"

namespace zhidian::search {

/// What an OpenSearch server answers, as JSON; everything else is a refusal.
class OpenSearchServer {
 public:
  explicit OpenSearchServer(std::shared_ptr<const outbound::Service> service) : service_(std::move(service)) {}

  /// Whether status 404 or 409 is an answer too, not a refusal.
  enum class Accepted { good, absent, conflict };
  struct Answer {
    int status = 0;
    boost::json::value body;
  };

  /// Errors: search.engine_unreachable (no connection, no answer in time), search.engine_busy {status} (429, 502, 503, 504),
  /// search.index_damaged (404: the index is gone), search.engine_refused {status, reason}, search.engine_unreadable (no JSON, too large).
  base::Result<Answer> ask(const outbound::Request& request, std::chrono::milliseconds most_time, Accepted accepted = Accepted::good) const;

 private:
  std::shared_ptr<const outbound::Service> service_;
};

/// An object of one member.
template <class T>
boost::json::object with(std::string_view name, T&& value) {
  boost::json::object object;
  if constexpr (std::is_convertible_v<T, std::string_view>) {
    object[name] = boost::json::string(std::string_view(value));
  } else {
    object[name] = boost::json::value(std::forward<T>(value));
  }
  return object;
}
/// A member of an object, or null.
const boost::json::value& member(const boost::json::value& value, std::string_view name);
/// A number of an answer, 0 where it is none.
double number_of(const boost::json::value& value);
std::uint64_t count_of(const boost::json::value& value);
std::string text_of(const boost::json::value& value);

}  // namespace zhidian::search
