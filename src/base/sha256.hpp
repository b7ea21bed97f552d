#pragma once
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace zhidian::base {

/// SHA-256 piece by piece; std::runtime_error where OpenSSL has none.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  /// 32 bytes. Afterwards it stands at its beginning again.
  std::string finish();

 private:
  void begin();
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

}  // namespace zhidian::base
