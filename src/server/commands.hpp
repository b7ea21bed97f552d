#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zhidian::server {

/// What every command answers with: 0 done, 1 a finding, 2 a wrong call.
enum Exit : int { done = 0, finding = 1, usage = 2 };

/// Which store a command works on: `--database URL`, else a file in `--data DIR`.
struct Place {
  std::string data = "data";
  std::string database;
  std::string url() const;
};

/// How the outside is reached; nothing named, nothing sent.
struct OutwardOptions {
  std::string mail_server;  // smtps://host[:465] or smtp://host[:587]
  std::string mail_from, mail_from_name = "知点";
  std::string mail_user, mail_password_file;
  bool mail_without_tls = false;
  std::vector<std::string> webhook_hosts;
  std::string opensearch, opensearch_user, opensearch_password_file;
  std::string certificates;  // PEM file instead of the system's
};

struct ServeOptions {
  Place place;
  std::string listen = "127.0.0.1";
  int port = 8080;
  bool demo = false;
  int demo_records = 50'000;  // of patents, and of trademarks
  std::string regulations;    // --regulations DIR: further acts
  std::string synonyms;       // --synonyms FILE: further ones
  std::string public_url;
  std::vector<std::string> trusted_proxies;
  int workers = 4;
  bool rate_limits = true;
  bool access_log = true;
  // Units: milliseconds.
  int jobs_interval = 1000, jobs_lease = 15'000, jobs_alarm_after = 300'000;
  OutwardOptions outward;
};
int serve(const ServeOptions& options);
int migrate(const Place& place);

struct RegulationOptions {
  std::string folder;  // --regulations DIR; empty: the embedded files
  bool json = false;
  std::string act;
  std::string file;
  std::string language = "zh";
};
int regulation_check(const RegulationOptions& options);
int regulation_test(const RegulationOptions& options);
int regulation_explain(const RegulationOptions& options);

/// Two acts, each a folder or the id of an embedded act.
struct ComparisonOptions {
  std::string first, second;
  bool json = false;
};
int regulation_diff(const ComparisonOptions& options);
int regulation_compare(const ComparisonOptions& options);
struct SimulationOptions {
  std::string change, as_of;
  bool json = false;
};
int regulation_simulate(const Place& place, const SimulationOptions& options);
int regulation_import_text(const Place& place, const RegulationOptions& options);

struct TermOptions {
  std::string start, length, unit = "calendar_day", last_day = "as_is";
  std::string calendars;                    // folder; empty: the embedded files
  Place place{.data = {}, .database = {}};  // where either is named, the notices in force there count
  bool json = false;
  std::string language = "zh";
};
int term_explain(const TermOptions& options);

int case_show(const Place& place, const std::string& id_or_number, bool json);

struct UserOptions {
  std::string login_name, display_name, role, organisation_id, authority_id, password_file;
};
int user_add(const Place& place, const UserOptions& options);
int authority_add(const Place& place, const std::string& name, const std::string& level, const std::string& division);

struct DemoOptions {
  Place place;
  int institutions = 60;
  long long seed = 7;
};
int demo(const DemoOptions& options);

struct YearsOptions {
  Place place;
  int years = 10, outlets = 300;
  long long seed = 7;
};
/// Lives a simulated province through on an empty store; the last word of its last line is the log root.
int simulate_years(const YearsOptions& options);

int backup(const Place& place, const std::string& path);
int restore(const Place& place, const std::string& path);
int rebuild(const Place& place);
int audit_verify(const Place& place, const std::vector<std::string>& checkpoint_files, bool json);
int audit_checkpoint(const Place& place, const std::string& out_file);

struct ProofOptions {
  std::int64_t sequence = 0;
  std::string case_id;  // id or number
  std::int64_t ordinal = 0;
  std::string from, to;  // checkpoint files
  std::string file, out, public_key, regulations;
};
int audit_key(const Place& place);
int audit_prove(const Place& place, const ProofOptions& options);
int audit_consistency(const Place& place, const ProofOptions& options);
int audit_check_proof(const ProofOptions& options);
int receipt_export(const Place& place, const ProofOptions& options);
int receipt_verify(const ProofOptions& options, bool json);
struct CertificateOptions {
  std::string file, status_list;
  std::string public_key;  // 64 hex digits, or a file that holds them
  std::string on;
  bool json = false;
};
/// Checks a certificate off line; done only where it is valid, usage where what was given cannot be read.
int certificate_verify(const CertificateOptions& options);
struct RecordsOptions {
  std::string collection = "patents", path, source, licence, data_date, rejected;
  std::vector<std::string> columns;  // 表头=field
  bool json = false, with_removed = false;
};
/// Reads a file of records into a source; a finding where the file could not be read to its end.
int records_import(const Place& place, const RecordsOptions& options);
int records_sources(const Place& place, const RecordsOptions& options);
int records_remove_source(const Place& place, const RecordsOptions& options);
struct SearchOptions {
  std::string collection = "patents", query, sort = "relevance", index;
  int limit = 20, from = 0;
  bool json = false, facets = false, similar = false, near = false, rebuild = false;
};
/// Prints what a query finds; brings the index up to the store before.
int records_search(const Place& place, const SearchOptions& options);
struct ClassificationOptions {
  std::string scheme, edition;
  std::vector<std::string> files, withdrawn;
  bool json = false;
};
/// Reads a classification table, or what of it is withdrawn, into an edition.
int classification_import(const Place& place, const ClassificationOptions& options);
int classification_list(const Place& place, const ClassificationOptions& options);
struct InventedOptions {
  std::string collection;
  long long count = 1000, from = 0;
  unsigned long long seed = 7;
};
/// Invented records as JSON lines on standard output.
int demo_records(const InventedOptions& options);

/// What is due or could not be sent; a finding where something failed or no round went well lately.
int jobs_list(const Place& place, bool json);
int jobs_retry(const Place& place, const std::string& id);
/// Runs the record of a draw again, off line.
int draw_replay(const std::string& file, bool json);

}  // namespace zhidian::server
