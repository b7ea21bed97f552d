#include "outbound/service.hpp"

#include <mutex>

#include "outbound/curl_call.hpp"

namespace zhidian::outbound {
namespace {

struct Body {
  std::size_t most_bytes;
  std::string bytes{};
  bool is_too_large = false;
};

std::size_t keep_bytes(char* bytes, std::size_t, std::size_t count, void* context) {
  auto& body = *static_cast<Body*>(context);
  body.is_too_large = body.bytes.size() + count > body.most_bytes;
  if (body.is_too_large) return 0;
  body.bytes.append(bytes, count);
  return count;
}

/// The address without a slash at its end.
base::Result<std::string> read_root(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  const auto target = parse_target(url);
  if (!target) return base::refuse(target.error());
  const bool is_http = target->scheme == "http" || target->scheme == "https";
  const std::size_t mark = url.find("://");
  const std::size_t host = mark == std::string::npos ? 0 : mark + 3;
  if (!is_http || url.find_first_of("/?#", host) != std::string::npos) return base::refuse(base::ErrorCode::invalid, "outbound.bad_address");
  return mark == std::string::npos ? "https://" + url : url;
}

void set_sign_in(CURL* handle, const ServiceAddress& address) {
  if (address.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  curl_easy_setopt(handle, CURLOPT_USERNAME, address.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, address.password.c_str());
}

void set_request(CURL* handle, const Request& request, const List& headers) {
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (request.method == "HEAD") curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  if (request.body.empty()) return;
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
}

}  // namespace

/// Connections at rest; a handle keeps its own open.
struct Service::Connections {
  std::mutex mutex;
  std::vector<Handle> resting;

  Handle take() {
    const std::lock_guard lock(mutex);
    if (resting.empty()) return new_handle();
    Handle handle = std::move(resting.back());
    resting.pop_back();
    return handle;
  }
  void give_back(Handle handle) {
    curl_easy_reset(handle.get());
    const std::lock_guard lock(mutex);
    resting.push_back(std::move(handle));
  }
};

base::Result<std::unique_ptr<Service>> Service::open(ServiceAddress address) {
  auto root = read_root(std::move(address.url));
  if (!root) return base::refuse(root.error());
  address.url = std::move(*root);
  return std::unique_ptr<Service>(new Service(std::move(address)));
}

Service::Service(ServiceAddress address) : address_(std::move(address)), connections_(std::make_unique<Connections>()) {}
Service::~Service() = default;

base::Result<Answer> Service::ask(const Request& request, const Limits& limits) const {
  Handle handle = connections_->take();
  Body body{limits.answer_bytes};
  set_careful(handle.get(), limits, address_.certificates, address_.url + request.path);
  List headers;
  for (const std::string& line : {"Content-Type: " + request.content_type, std::string("Expect:"), std::string("User-Agent: zhidian")})
    append(headers, line);
  set_sign_in(handle.get(), address_);
  set_request(handle.get(), request, headers);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, keep_bytes);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &body);
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) return base::refuse(call_failure(code, body.is_too_large));
  Answer answer{status_of(handle.get()), std::move(body.bytes)};
  connections_->give_back(std::move(handle));
  return answer;
}

}  // namespace zhidian::outbound
