// A server with a handful of operations, for test_conformance.py. Its first line of output is its port.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "http/http.hpp"
#include "support/fresh_database.hpp"

namespace zhidian {
namespace {

using http::Call;
using http::Operation;
using http::Response;

class SystemClock : public base::Clock {
 public:
  base::Instant business_now() const override { return system_now(); }
  base::Instant system_now() const override { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }
};

/// `officer` has a role, `sworn` has given the password just now, `applicant` has another role.
class KnownTokens : public http::Authenticator {
 public:
  std::optional<http::Principal> authenticate(storage::Connection&, std::string_view token, base::Instant) override {
    if (token != "officer" && token != "sworn" && token != "applicant") return std::nullopt;
    http::Principal principal;
    principal.account_id = token;
    principal.grants = {{token == "applicant" ? "applicant_staff" : "authority_officer", "", ""}};
    principal.is_reauthenticated = token == "sworn";
    return principal;
  }
};

/// Keeps the bytes of one upload at a time in a file.
class FolderUpload : public files::Upload {
 public:
  FolderUpload(std::string path, std::int64_t limit) : path_(std::move(path)), limit_(limit), file_(path_, std::ios::binary) {}
  ~FolderUpload() override {
    if (!is_finished_) std::filesystem::remove(path_);
  }
  base::Result<void> append(std::string_view bytes) override {
    bytes_ += bytes;
    if (std::cmp_greater(bytes_.size(), limit_)) return base::refuse(base::ErrorCode::too_large, "files.too_large");
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return {};
  }
  base::Result<files::Incoming> finish() override {
    file_.close();
    is_finished_ = true;
    return files::Incoming{path_, base::sha256_hex(bytes_), static_cast<std::int64_t>(bytes_.size()), "application/octet-stream"};
  }

 private:
  std::string path_;
  std::int64_t limit_;
  std::ofstream file_;
  std::string bytes_;
  bool is_finished_ = false;
};

class FolderStore : public files::Store {
 public:
  explicit FolderStore(const support::FreshFolder& folder) : folder_(folder) {}
  base::Result<std::unique_ptr<files::Upload>> begin(std::int64_t limit) override {
    return std::make_unique<FolderUpload>(folder_.file("upload." + std::to_string(count_++)), limit);
  }
  base::Result<void> keep(const files::Incoming& incoming) override {
    std::filesystem::rename(incoming.temporary_path, path_of(incoming.sha256));
    return {};
  }
  void discard(const files::Incoming& incoming) override { std::filesystem::remove(incoming.temporary_path); }
  std::string path_of(std::string_view sha256) const override { return folder_.file(std::string(sha256)); }
  bool exists(std::string_view sha256) const override { return std::filesystem::exists(path_of(sha256)); }
  std::size_t count_files() const { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_.path()), {})); }

 private:
  const support::FreshFolder& folder_;
  std::atomic<int> count_{0};
};

constexpr storage::Statement count_note{"", "UPDATE data_versions SET version = version + 1 WHERE name = 'notices'", ""};
constexpr storage::Statement find_count{"", "SELECT version FROM data_versions WHERE name = 'notices'", ""};

std::int64_t read_count(storage::Connection& connection) {
  return connection.find(find_count, {}, [](const storage::Row& row) { return row.integer("version"); }).value_or(0);
}

class Notes {
 public:
  explicit Notes(FolderStore& store) : store_(store) {}
  base::Result<Response> echo(Call& call) const {
    return http::ok(base::Value::Map{{"name", call.path_at("name")},
                                     {"q", call.query_at("q")},
                                     {"account", call.account_id()},
                                     {"address", call.client_address},
                                     {"language", call.language == http::Language::zh ? "zh" : "en"}});
  }
  base::Result<Response> count(Call& call) const {
    return http::ok(base::Value::Map{{"count", read_count(call.db())}, {"files", store_.count_files()}});
  }
  base::Result<Response> add(Call& call) const {
    http::BodyReader reader(call.body);
    const auto text = reader.required_text("text", 200);
    const bool fails = reader.optional_bool("fails", false);
    if (auto read = reader.finish(); !read) return base::refuse(read.error());
    call.db().execute(count_note);
    if (fails) return base::refuse(base::ErrorCode::not_allowed, "http.not_found");
    auto response = http::created(base::Value::Map{{"text", text}, {"count", read_count(call.db())}}, "/api/notes/1");
    response.etag = "v1";
    return response;
  }
  base::Result<Response> change(Call& call) const {
    if (call.if_match != "v1") return base::refuse(base::ErrorCode::stale, "http.not_found");
    return http::ok(base::Value::Map{{"version", *call.if_match}, {"body", call.body}});
  }
  base::Result<Response> upload(Call& call) const {
    if (auto kept = store_.keep(*call.upload); !kept) return base::refuse(kept.error());
    return http::created(base::Value::Map{{"sha256", call.upload->sha256}, {"size", call.upload->size}, {"name", call.upload_name}}, "/");
  }
  base::Result<Response> download(Call& call) const {
    Response response;
    response.body = http::FileBody{store_.path_of(call.path_at("sha256"))};
    response.content_type = "application/pdf";
    response.headers["Content-Disposition"] = "attachment; filename=\"a.pdf\"";
    return response;
  }
  base::Result<Response> sign_in(Call&) const {
    auto response = http::no_content();
    response.cookies.push_back(http::session_cookie("officer", std::chrono::hours(1)));
    return response;
  }
  base::Result<Response> crash(Call&) const { throw std::runtime_error("secret of the house"); }
  base::Result<Response> full(Call& call) const {
    call.db().execute(count_note);
    throw storage::Failure(storage::Failure::Kind::storage_full, "disk full");
  }
  base::Result<Response> unknown(Call&) const { throw storage::Failure(storage::Failure::Kind::commit_unknown, "fsync failed"); }
  /// Fails once with a serialization failure, then succeeds.
  base::Result<Response> contended(Call&) {
    if (++contended_ % 2 == 1) throw storage::Failure(storage::Failure::Kind::serialization, "could not serialize access");
    return http::no_content();
  }
  base::Result<Response> broken_header(Call&) const {
    auto response = http::no_content();
    response.headers["X-Name"] = "a\r\nSet-Cookie: session=stolen";
    return response;
  }
  base::Result<Response> slow(Call&) const {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return http::ok(base::Value::Map{{"done", true}});
  }

 private:
  FolderStore& store_;
  std::atomic<int> contended_{0};
};

void mount(http::Routes& routes, Notes& notes) {
  const auto add = [&](Operation operation, base::Result<Response> (Notes::*handler)(Call&)) {
    routes.add(operation, [&notes, handler](Call& call) { return (notes.*handler)(call); });
  };
  const auto add_const = [&](Operation operation, base::Result<Response> (Notes::*handler)(Call&) const) {
    routes.add(operation, [&notes, handler](Call& call) { return (notes.*handler)(call); });
  };
  constexpr std::string_view everybody = "visitor";
  constexpr std::string_view officer = "authority_officer";
  add_const({"echo", "GET", "/api/echo/{name}", everybody, "q limit", false, false, false, true, 1024, "read"}, &Notes::echo);
  add_const({"count", "GET", "/api/count", everybody, "", false, false, false, true, 1024, "read"}, &Notes::count);
  add_const({"slow", "GET", "/api/slow", everybody, "", false, false, false, true, 1024, "read"}, &Notes::slow);
  add_const({"add_note", "POST", "/api/notes", officer, "", false, false, false, true, 4096, "write"}, &Notes::add);
  add_const({"object", "POST", "/api/objections", everybody, "", false, false, false, true, 4096, "anonymous_write"}, &Notes::add);
  add_const({"change_note", "PUT", "/api/notes/{note_id}", officer, "", true, false, false, true, 4096, "write"}, &Notes::change);
  add_const({"sign_note", "POST", "/api/notes/{note_id}/signature", officer, "", false, true, false, true, 4096, "write"}, &Notes::add);
  add_const({"add_file", "POST", "/api/files", officer, "", false, false, true, true, 3'000'000, "upload"}, &Notes::upload);
  add_const({"get_file", "GET", "/api/files/{sha256}", officer, "", false, false, false, true, 1024, "read"}, &Notes::download);
  add_const({"sign_in", "POST", "/api/session", everybody, "", false, false, false, false, 4096, "sign_in"}, &Notes::sign_in);
  add_const({"crash", "GET", "/api/crash", everybody, "", false, false, false, true, 1024, "read"}, &Notes::crash);
  add_const({"full", "POST", "/api/full", officer, "", false, false, false, true, 4096, "write"}, &Notes::full);
  add_const({"unknown", "POST", "/api/unknown", officer, "", false, false, false, true, 4096, "write"}, &Notes::unknown);
  add({"contended", "POST", "/api/contended", officer, "", false, false, false, true, 4096, "write"}, &Notes::contended);
  add_const({"broken_header", "GET", "/api/broken-header", everybody, "", false, false, false, true, 1024, "read"}, &Notes::broken_header);
}

int serve(const std::string& public_url, bool rate_limits, bool access_log, bool is_small) {
  support::FreshDatabase database;
  const support::ProjectMigrations migrations(ZHIDIAN_SOURCE_DIR);
  database->migrate(migrations.list());
  const support::FreshFolder folder;
  FolderStore store(folder);
  Notes notes(store);
  http::Routes routes;
  mount(routes, notes);
  KnownTokens tokens;
  const SystemClock clock;
  const auto random = base::make_system_random();
  http::ServerOptions options;
  options.port = 0;
  options.public_url = public_url;
  options.version = "1.2.3";
  options.rate_limits = rate_limits;
  options.access_log = access_log;
  if (is_small) {
    options.workers = 1;
    options.waiting_per_worker = 2;
    options.connections = 5;
  }
  options.trusted_proxies = {"127.0.0.2"};
  options.deadlines = {.header = std::chrono::milliseconds(700),
                       .body = std::chrono::milliseconds(700),
                       .body_bytes_per_second = 4'000'000,
                       .idle = std::chrono::milliseconds(1500),
                       .write = std::chrono::milliseconds(2000),
                       .stop = std::chrono::milliseconds(3000)};
  options.openapi_json = R"({"openapi":"3.1.0"})";
  options.assets = {{"index.html", "<!doctype html><title>zhidian</title>"}, {"assets/app.js", "export {}"}, {"assets/app.js.gz", "packed"}};
  http::Server server(options, routes, *database, store, tokens, clock, *random);
  sigset_t signals{};
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread waiting([&] {
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
  });
  fmt::print("{}\n", server.port());
  std::fflush(stdout);
  server.run();
  waiting.join();
  return 0;
}

}  // namespace
}  // namespace zhidian

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  const auto has = [&](const char* word) { return std::find(words.begin(), words.end(), word) != words.end(); };
  return zhidian::serve(words.empty() ? "" : words.front(), has("limits"), !has("quiet"), has("small"));
}
