#include "outbound/outbound.hpp"

#include <arpa/inet.h>

#include <array>

#include "outbound/curl_call.hpp"

namespace zhidian::outbound {
namespace {

using base::ErrorCode;

/// What the callbacks of one call see.
struct Conversation {
  const AllowList& allowed;
  std::size_t most_bytes;
  Answer answer{};
  bool is_address_refused = false;
  bool is_too_large = false;
};

/// The numeric address and port libcurl is about to connect to.
std::pair<std::string, int> read_address(const curl_sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.family == AF_INET) {
    const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address.addr);
    inet_ntop(AF_INET, &ipv4.sin_addr, text.data(), text.size());
    return {text.data(), ntohs(ipv4.sin_port)};
  }
  const auto& ipv6 = reinterpret_cast<const sockaddr_in6&>(address.addr);
  inet_ntop(AF_INET6, &ipv6.sin6_addr, text.data(), text.size());
  return {text.data(), ntohs(ipv6.sin6_port)};
}

/// Asked for each connection, after every resolution: a name that leads inside on the second look is refused as well.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) {
  auto& conversation = *static_cast<Conversation*>(context);
  const auto [numeric, port] = read_address(*address);
  const bool is_internet = address->family == AF_INET || address->family == AF_INET6;
  if (!is_internet || !conversation.allowed.permits(numeric, port)) {
    conversation.is_address_refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t keep_answer(char* bytes, std::size_t, std::size_t count, void* context) {
  auto& conversation = *static_cast<Conversation*>(context);
  if (conversation.answer.body.size() + count > conversation.most_bytes) {
    conversation.is_too_large = true;
    return 0;
  }
  conversation.answer.body.append(bytes, count);
  return count;
}

/// What holds for every call.
void set_common(CURL* handle, Conversation& conversation, const Limits& limits, const std::string& certificates, const std::string& url) {
  set_careful(handle, limits, certificates, url);
  curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &conversation);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep_answer);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &conversation);
}

/// An answer of the server that ended the call: 5yz is final, the rest is not. Source: RFC 5321 4.2.1.
base::Error refused_by_server(int status) {
  const bool is_final = status >= 500 && status < 600;
  return {is_final ? ErrorCode::invalid : ErrorCode::unavailable,
          is_final ? "outbound.refused" : "outbound.deferred",
          {{"status", std::to_string(status)}},
          {},
          {}};
}

base::Error failure_of(CURLcode code, const Conversation& conversation) {
  if (conversation.is_address_refused) return {ErrorCode::invalid, "outbound.private_address", {}, {}, {}};
  return call_failure(code, conversation.is_too_large);
}

base::Result<Answer> judge(Answer answer) {
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status >= 300 && answer.status < 400) return base::refuse(ErrorCode::invalid, "outbound.redirected");
  const bool is_later = answer.status >= 500 || answer.status == 408 || answer.status == 425 || answer.status == 429;
  return base::refuse(is_later ? ErrorCode::unavailable : ErrorCode::invalid, is_later ? "outbound.deferred" : "outbound.refused",
                      {{"status", std::to_string(answer.status)}});
}

/// What is still to be handed over.
std::size_t give_mail(char* bytes, std::size_t, std::size_t count, void* context) {
  auto& rest = *static_cast<std::string_view*>(context);
  const auto given = rest.copy(bytes, count);
  rest.remove_prefix(given);
  return given;
}

void set_sign_in(CURL* handle, const MailServer& server) {
  const bool is_open = server.security == MailServer::Security::none && server.url.starts_with("smtp:");
  curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(is_open ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (is_open || server.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.c_str());
}

}  // namespace

Caller::Caller(AllowList allowed, Limits limits, std::string certificates)
    : allowed_(std::move(allowed)), limits_(limits), certificates_(std::move(certificates)) {}

base::Result<Answer> Caller::post(const Post& post) const {
  const auto target = allowed_.check(post.url);
  if (!target) return base::refuse(target.error());
  Conversation conversation{allowed_, limits_.answer_bytes};
  const Handle handle = new_handle();
  set_common(handle.get(), conversation, limits_, certificates_, post.url);
  List headers;
  append(headers, "Content-Type: " + post.content_type);
  append(headers, "Expect:");
  append(headers, "User-Agent: zhidian");
  for (const auto& line : post.headers) append(headers, line);
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, post.body.data());
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) return base::refuse(failure_of(code, conversation));
  conversation.answer.status = status_of(handle.get());
  return judge(std::move(conversation.answer));
}

base::Result<void> Caller::submit(const MailServer& server, const Mail& mail) const {
  const auto target = allowed_.check(server.url);
  if (!target) return base::refuse(target.error());
  if (!is_mail_address(mail.from) || !is_mail_address(mail.to)) return base::refuse(ErrorCode::invalid, "outbound.bad_mail_address");
  Conversation conversation{allowed_, limits_.answer_bytes};
  const Handle handle = new_handle();
  set_common(handle.get(), conversation, limits_, certificates_, server.url);
  set_sign_in(handle.get(), server);
  List recipients;
  append(recipients, "<" + mail.to + ">");
  const std::string message = print_mail(mail);
  std::string_view rest = message;
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, give_mail);
  curl_easy_setopt(handle.get(), CURLOPT_READDATA, &rest);
  const CURLcode code = curl_easy_perform(handle.get());
  if (code == CURLE_OK) return {};
  if (code == CURLE_LOGIN_DENIED) return base::refuse(ErrorCode::unavailable, "outbound.sign_in_refused");
  const bool is_answered = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
  const int status = status_of(handle.get());
  if (is_answered && status >= 400) return base::refuse(refused_by_server(status));
  return base::refuse(failure_of(code, conversation));
}

}  // namespace zhidian::outbound
