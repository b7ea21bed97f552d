#include "http/assets.hpp"

#include "base/id.hpp"
#include "http/gzip.hpp"

namespace zhidian::http {

namespace {

std::string_view content_type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {{".html", "text/html; charset=utf-8"},
                                                                            {".js", "text/javascript; charset=utf-8"},
                                                                            {".css", "text/css; charset=utf-8"},
                                                                            {".json", "application/json"},
                                                                            {".svg", "image/svg+xml"},
                                                                            {".png", "image/png"},
                                                                            {".ico", "image/x-icon"},
                                                                            {".webp", "image/webp"},
                                                                            {".woff2", "font/woff2"},
                                                                            {".txt", "text/plain; charset=utf-8"},
                                                                            {".webmanifest", "application/manifest+json"},
                                                                            {".jpg", "image/jpeg"}};
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace

Assets::Assets(const std::vector<Asset>& assets) {
  for (const auto& [path, bytes] : assets) {
    if (path.ends_with(".gz")) continue;
    const auto tag = '"' + base::sha256_hex(bytes).substr(0, 20) + '"';
    entries_[std::string(path)] = {bytes, {}, tag, content_type_of(path), path.starts_with("assets/")};
  }
  for (const auto& [path, bytes] : assets) {
    if (!path.ends_with(".gz")) continue;
    const auto plain = entries_.find(path.substr(0, path.size() - 3));
    if (plain != entries_.end()) plain->second.compressed = bytes;
  }
}

std::optional<Reply> Assets::find(const Request& request, const std::vector<std::string>& segments) const {
  std::string path;
  for (const auto& segment : segments) path += (path.empty() ? "" : "/") + segment;
  auto found = entries_.find(path.empty() ? "index.html" : path);
  const bool is_page = request.at("accept").find("text/html") != std::string_view::npos;
  if (found == entries_.end() && is_page) found = entries_.find("index.html");
  if (found == entries_.end()) return std::nullopt;
  return answer(request, found->second);
}

Reply Assets::answer(const Request& request, const Entry& entry) {
  Reply reply;
  reply.headers = {{"ETag", entry.entity_tag}, {"Cache-Control", entry.is_immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (!entry.compressed.empty()) reply.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.at("if-none-match") == entry.entity_tag) {
    reply.status = 304;
    return reply;
  }
  reply.headers.emplace_back("Content-Type", entry.content_type);
  const bool is_compressed = !entry.compressed.empty() && accepts_gzip(request.at("accept-encoding"));
  if (is_compressed) reply.headers.emplace_back("Content-Encoding", "gzip");
  reply.body = is_compressed ? entry.compressed : entry.bytes;
  return reply;
}

}  // namespace zhidian::http
