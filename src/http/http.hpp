#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/value.hpp"
#include "files/files.hpp"
#include "storage/storage.hpp"

namespace zhidian::http {

enum class Language { zh, en };

/// One role held somewhere: in an organisation, in an authority, or (administrators) in the installation.
struct Grant {
  std::string role;             // applicant_staff, recommender_officer, authority_officer, …
  std::string organisation_id;  // or empty
  std::string authority_id;     // or empty
};

/// Who is calling; absent for a visitor.
struct Principal {
  std::string account_id;
  std::string session_id;
  std::string display_name;
  std::vector<Grant> grants;
  bool is_demonstration = false;
  bool is_reauthenticated = false;    // password (and TOTP) given within the last 15 minutes, or demonstration account
  bool must_change_password = false;  // somebody else knows it: nothing but changing it is possible
  bool has_role(std::string_view role) const;
};

/// Everything a handler may use. A handler of an unsafe method runs inside one write transaction that the
/// dispatcher opens, stores the idempotent answer in, and commits; a handler of GET reads one snapshot.
struct Call {
  std::map<std::string, std::string, std::less<>> path;   // path parameters
  std::map<std::string, std::string, std::less<>> query;  // checked against the operation's declared parameters
  base::Value body;                                       // parsed JSON body, null if none
  std::optional<files::Incoming> upload;                  // for operations with an application/octet-stream body
  std::string upload_name;                                // decoded from header X-File-Name (percent-encoded UTF-8)
  std::optional<std::string> if_match;                    // without quotes: v7
  std::string client_address;
  std::string session_cookie;
  Language language = Language::zh;
  const Principal* principal = nullptr;
  storage::Connection* connection = nullptr;
  base::Instant business_now;
  base::Instant system_now;
  base::Random* random = nullptr;
  base::Instant arrived_business;  // business time when the last byte of the request arrived: the time of a submission

  storage::Connection& db() const { return *connection; }
  base::Date today() const { return base::civil_date(business_now); }
  std::string path_at(std::string_view name) const;
  std::string query_at(std::string_view name) const;  // "" if absent
  std::string account_id() const { return principal ? principal->account_id : std::string(); }
};

struct FileBody {
  std::string path;
};
/// A body that is made while it is sent: each call gives the next piece, an empty one is the end. Called by workers, once at a time, after the
/// handler's transaction is over; destroyed as soon as the other side is gone. What it throws cuts the connection, so that nobody takes the part for
/// the whole.
struct PieceBody {
  std::function<std::string()> next;
};
using Body = std::variant<std::monostate, base::Value, std::string, FileBody, PieceBody>;

struct Response {
  int status = 200;
  Body body;                                   // Value → application/json
  std::string content_type;                    // for bodies that are no Value
  std::map<std::string, std::string> headers;  // Content-Disposition, Set-Cookie, Location, Cache-Control …
  std::vector<std::string> cookies;            // Set-Cookie values
  std::optional<std::string> etag;             // without quotes: v7
};
inline Response ok(base::Value value) { return {200, std::move(value), {}, {}, {}, {}}; }
inline Response created(base::Value value, std::string location) { return {201, std::move(value), {}, {{"Location", std::move(location)}}, {}, {}}; }
inline Response no_content() { return {204, std::monostate{}, {}, {}, {}, {}}; }

using Handler = std::function<base::Result<Response>(Call&)>;

/// How the dispatcher treats an operation; generated from openapi.yaml and policy.yaml by tools/merge_openapi.py.
struct Operation {
  std::string_view id;                  // operationId
  std::string_view method;              // GET, POST, PUT, PATCH, DELETE
  std::string_view path;                // /api/cases/{case_id}
  std::string_view roles;               // space-separated; "visitor" admits everybody
  std::string_view query_parameters;    // space-separated names
  bool needs_if_match = false;          // x-if-match
  bool needs_reauthentication = false;  // x-legal-effect
  bool is_upload = false;               // body application/octet-stream
  bool opens_transaction = true;        // x-transaction: none → false: handler gets a null connection
  std::int64_t body_limit = 1 << 20;    // x-body-limit, bytes
  std::string_view limit_class;         // x-limit-class: read, write, sign_in, upload, anonymous_write
};

/// Operations with their handlers; each capability's generated `mount_<capability>(Routes&, <Capability>Routes&)` fills it.
class Routes {
 public:
  void add(const Operation& operation, Handler handler);
  const std::vector<std::pair<Operation, Handler>>& all() const { return routes_; }

 private:
  std::vector<std::pair<Operation, Handler>> routes_;
};

/// Finds the principal of a session cookie or bearer token; implemented by accounts.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual std::optional<Principal> authenticate(storage::Connection& connection, std::string_view session_token, base::Instant system_now) = 0;
};

/// A static asset of the web application: path under /, bytes, content type, immutable or not.
struct Asset {
  std::string_view path;
  std::string_view bytes;
};

/// How long each phase of a connection may last. Units: milliseconds, bytes per second.
struct Deadlines {
  std::chrono::milliseconds header{10'000};  // from the first byte of a request to the end of its header
  std::chrono::milliseconds body{10'000};    // for any body, and more by its size:
  std::int64_t body_bytes_per_second = 16 * 1024;
  std::chrono::milliseconds idle{30'000};   // between two requests of a connection
  std::chrono::milliseconds write{30'000};  // for each piece of a response
  std::chrono::milliseconds stop{10'000};   // for requests that are running when the server stops
};

struct ServerOptions {
  std::string listen = "127.0.0.1";
  unsigned short port = 8080;  // 0: any free one
  std::string public_url;      // https://… turns on __Host- cookies and HSTS
  std::string version = "0";
  unsigned workers = 4;
  unsigned waiting_per_worker = 256;  // more requests than that wait for nothing: 503 with Retry-After
  std::size_t connections = 2048;
  std::size_t connections_per_address = 64;  // not for loopback, where a reverse proxy stands
  std::vector<std::string> trusted_proxies;  // peers whose X-Forwarded-For is believed (its last entry)
  bool rate_limits = true;
  bool access_log = true;
  bool public_metrics = false;  // /metrics otherwise answers loopback only
  Deadlines deadlines;
  std::function<base::Value()> health;        // further members of /healthz, asked while the database can be read
  std::function<std::string()> more_metrics;  // further lines of /metrics
  std::string openapi_json;
  std::vector<Asset> assets;  // index.html answers every path that is no /api, /healthz, /metrics and no asset
};

/// The Set-Cookie value that opens a session; put it into Response.cookies. The dispatcher gives it its name
/// (`__Host-session` under https, else `session`) and its attributes (HttpOnly, SameSite=Lax, Path=/, Secure).
std::string session_cookie(std::string_view token, std::chrono::seconds lifetime);
/// The Set-Cookie value that ends it.
std::string expired_session_cookie();

/// The server. `run` blocks until `stop` (callable from a signal handler thread).
class Server {
 public:
  Server(ServerOptions options, const Routes& routes, storage::Database& database, files::Store& files, Authenticator& authenticator,
         const base::Clock& clock, base::Random& random);
  ~Server();
  void run();
  void stop();
  unsigned short port() const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

/// A page request: `limit` 1–100 (default 20) and an opaque cursor. Errors: http.bad_limit, http.bad_cursor.
struct Page {
  std::int64_t limit = 20;
  std::string after;  // last sort key of the previous page, "" at the start
  std::string after_id;
};
base::Result<Page> read_page(const Call& call);
/// {"items": […], "next_cursor": "…"|null}. Fetch limit + 1 rows; the surplus row tells that there is more.
base::Value page_body(base::Value::List items, const Page& page,
                      const std::function<std::pair<std::string, std::string>(const base::Value&)>& key_of);

/// The query's `from` and `until`, each a day or empty. Errors: http.bad_date.
struct Days {
  std::string from, until;
};
base::Result<Days> read_days(const Call& call);

/// The rows a listing is given out with at most: what has more is refused, not cut.
constexpr std::int64_t most_rows = 20'000;
/// Errors: http.too_many_rows.
base::Result<void> check_rows(std::size_t rows);
constexpr const char* workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// A file to keep, made anew each time it is asked for; its name is plain ASCII.
Response download(Body body, const char* type, const std::string& name);

/// The sentence for an error id in a language, its parameters filled in. Source: locales/{zh-CN,en}.yaml, embedded.
std::string sentence(Language language, std::string_view id, const std::map<std::string, std::string>& params);
/// RFC 9457 problem details. Shape: type, title, status, detail, code, id, errors[], allowed[], instance.
base::Value problem_body(const base::Error& error, Language language);
int status_of(base::ErrorCode code);

/// Characters an id in a request may have.
constexpr std::size_t longest_id = 64;

/// Reads a body map strictly: unknown members are errors (http.unknown_field), so `state` or `owner` cannot ride along.
class BodyReader {
 public:
  explicit BodyReader(const base::Value& body);
  std::string required_text(std::string_view name, std::size_t max_characters);
  std::string optional_text(std::string_view name, std::size_t max_characters);
  std::int64_t required_integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t least, std::int64_t most);
  bool optional_bool(std::string_view name, bool otherwise);
  std::optional<base::Date> optional_date(std::string_view name);
  base::Date required_date(std::string_view name);
  base::Value optional_value(std::string_view name);
  base::Value::List optional_list(std::string_view name);
  std::vector<std::string> optional_texts(std::string_view name, std::size_t max_characters);
  /// All findings together, with unknown members; success when there are none.
  base::Result<void> finish();

 private:
  std::string read_text(std::string_view name, const base::Value& value, std::size_t max_characters);

  const base::Value& body_;
  std::set<std::string, std::less<>> known_;
  std::vector<base::ErrorDetail> findings_;
};

}  // namespace zhidian::http
