#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/date.hpp"
#include "base/result.hpp"
#include "http/http.hpp"
#include "storage/storage.hpp"

namespace zhidian::http {

/// What one keyed request is known by.
struct KeyedRequest {
  std::string principal;  // account id, or anonymous:<hash of the network>
  std::string key;        // as the client sent it
  std::string route;      // operation and concrete path
  std::string body_hash;
};

/// Claims the key inside the transaction. Returns the stored answer where the request was carried out already,
/// empty where it is ours to carry out. Errors: http.idempotency_mismatch.
base::Result<std::optional<Response>> claim_key(storage::Connection& connection, const KeyedRequest& request, base::Instant now);
/// The same without a claim: for operations that open their own transactions. Errors: http.idempotency_mismatch.
base::Result<std::optional<Response>> find_answer(storage::Connection& connection, const KeyedRequest& request);
/// Stores the answer beside its claim. The key and the answer are kept sealed under the key itself, because an answer
/// may hold a secret that is shown once; cookies and file bodies are not kept.
void store_answer(storage::Connection& connection, const KeyedRequest& request, const Response& response);
/// Removes what is older than seven days.
void purge_answers(storage::Connection& connection, base::Instant now);

/// Keys whose request is running in this process: a duplicate waits here, before it takes a connection.
/// Threads: safe to call from several.
class RunningKeys {
 public:
  /// Holds a key until it is destroyed.
  class Hold {
   public:
    Hold(RunningKeys& keys, std::pair<std::string, std::string> name) : keys_(&keys), name_(std::move(name)) {}
    Hold(Hold&& other) noexcept : keys_(std::exchange(other.keys_, nullptr)), name_(std::move(other.name_)) {}
    Hold& operator=(Hold&&) = delete;
    ~Hold();

   private:
    RunningKeys* keys_;
    std::pair<std::string, std::string> name_;
  };
  /// Empty where the key was still running after `patience`.
  std::optional<Hold> hold(const KeyedRequest& request, std::chrono::milliseconds patience);

 private:
  std::mutex mutex_;
  std::condition_variable released_;
  std::set<std::pair<std::string, std::string>> running_;
};

}  // namespace zhidian::http
