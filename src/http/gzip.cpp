#include "http/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "http/encoding.hpp"

namespace zhidian::http {
namespace {

constexpr int gzip_window = MAX_WBITS + 16;  // zlib's word for gzip instead of zlib's own frame

z_stream stream_over(std::string_view bytes) {
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  return stream;
}

/// Runs one of zlib's two ways until it says that it is at the end.
template <class Run>
std::string run_to_end(z_stream& stream, Run run) {
  std::string result;
  std::array<char, 64 * 1024> piece;
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = run();
    result.append(piece.data(), piece.size() - stream.avail_out);
  }
  if (state != Z_STREAM_END) throw std::runtime_error("http: a compressed body cannot be read or written");
  return result;
}

bool is_zero(std::string_view quality) { return quality.starts_with("q=0") && quality.find_first_not_of("0.", 2) == quality.npos; }

}  // namespace

std::string gzip(std::string_view bytes) {
  z_stream stream = stream_over(bytes);
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("http: zlib cannot begin");
  const auto end = std::unique_ptr<z_stream, int (*)(z_stream*)>(&stream, deflateEnd);
  return run_to_end(stream, [&] { return deflate(&stream, Z_FINISH); });
}

std::string gunzip(std::string_view compressed) {
  z_stream stream = stream_over(compressed);
  if (inflateInit2(&stream, gzip_window) != Z_OK) throw std::runtime_error("http: zlib cannot begin");
  const auto end = std::unique_ptr<z_stream, int (*)(z_stream*)>(&stream, inflateEnd);
  return run_to_end(stream, [&] { return inflate(&stream, Z_NO_FLUSH); });
}

bool accepts_gzip(std::string_view accept_encoding) {
  bool takes_any = false;
  while (!accept_encoding.empty()) {
    const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view each = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    const auto semicolon = std::min(each.find(';'), each.size());
    const std::string name = to_lower(trim_spaces(each.substr(0, semicolon)));
    const std::string quality = to_lower(trim_spaces(each.substr(std::min(semicolon + 1, each.size()))));
    if (name == "gzip" || name == "x-gzip") return !is_zero(quality);
    if (name == "*") takes_any = !is_zero(quality);
  }
  return takes_any;
}

void negotiate_encoding(Reply& reply, std::string_view accept_encoding) {
  const auto encoded = std::ranges::find(reply.headers, std::pair<std::string, std::string>("Content-Encoding", "gzip"));
  auto* body = std::get_if<std::string>(&reply.body);
  if (encoded == reply.headers.end() || !body) return;
  if (!accepts_gzip(accept_encoding)) {
    *body = gunzip(*body);
    reply.headers.erase(encoded);
  }
  reply.headers.emplace_back("Vary", "Accept-Encoding");
}

}  // namespace zhidian::http
