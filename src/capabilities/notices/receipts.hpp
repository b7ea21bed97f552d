#pragma once
#include <string>
#include <string_view>

#include "base/id.hpp"

/// The number and the secret by which somebody who need not sign in follows a matter.
namespace zhidian::notices {

/// `secret` is for its owner alone, in groups for copying by hand; only `secret_hash` is kept.
struct ReceiptCodes {
  std::string receipt, secret, secret_hash;
};
/// A new number with the given prefix (YY an objection, TS a complaint) and a secret of 100 bits.
ReceiptCodes make_codes(std::string_view prefix, base::Random& random);
/// Upper case, without the dashes and blanks a person adds or drops.
std::string normalised_code(std::string_view typed);
/// Whether the typed secret is the one kept as `secret_hash`; takes the same time wherever they differ. An empty hash fits none.
bool is_secret(std::string_view typed, std::string_view secret_hash);

}  // namespace zhidian::notices
