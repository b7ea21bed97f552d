#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <functional>

#include "base/result.hpp"
#include "server/commands.hpp"
#include "storage/storage.hpp"

namespace {
using namespace zhidian::server;

struct Options {
  Place place;
  ServeOptions serve;
  RegulationOptions regulation;
  TermOptions term;
  UserOptions user;
  DemoOptions demo;
  YearsOptions years;
  ProofOptions proof;
  CertificateOptions certificate;
  ComparisonOptions comparison;
  SimulationOptions simulation;
  RecordsOptions records;
  InventedOptions invented;
  SearchOptions search;
  ClassificationOptions classification;
  std::string subject, path, authority_name, authority_level, authority_division;
  std::vector<std::string> checkpoints;
  bool json = false;
  std::function<int()> chosen;
};

void add_place(CLI::App& command, Place& place) {
  command.add_option("--data", place.data, "data folder (files, signing key, SQLite database)")->capture_default_str();
  command.add_option("--database", place.database, "sqlite:PATH or postgresql://…; default: a file in the data folder");
}

CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& text, Options& options, std::function<int()> run) {
  CLI::App& command = *parent.add_subcommand(name, text);
  command.callback([&options, run = std::move(run)] { options.chosen = run; });
  return command;
}

void add_outward_options(CLI::App& serve_command, OutwardOptions& outward) {
  serve_command.add_option("--mail-server", outward.mail_server,
                           "server mails are handed to: smtps://host[:465], or smtp://host[:587] with STARTTLS");
  serve_command.add_option("--mail-from", outward.mail_from, "address mails are sent from");
  serve_command.add_option("--mail-from-name", outward.mail_from_name, "name beside it")->capture_default_str();
  serve_command.add_option("--mail-user", outward.mail_user, "name to sign in with at the mail server");
  serve_command.add_option("--mail-password-file", outward.mail_password_file, "file whose first line is its password")->check(CLI::ExistingFile);
  serve_command.add_flag("--mail-without-tls", outward.mail_without_tls, "hand mails over in the clear (a relay on this machine only)");
  serve_command.add_option("--webhook-host", outward.webhook_hosts,
                           "host webhooks may lead to: https://host[:port]; an inner address only where it is named itself; may be repeated");
  serve_command.add_option("--opensearch", outward.opensearch,
                           "OpenSearch server that holds the search indexes instead of files: https://host:port or http://host:port");
  serve_command.add_option("--opensearch-user", outward.opensearch_user, "name to sign in with there");
  serve_command.add_option("--opensearch-password-file", outward.opensearch_password_file, "file whose first line is its password")
      ->check(CLI::ExistingFile);
  serve_command
      .add_option("--trusted-certificates", outward.certificates, "PEM file of the authorities other servers are trusted by, instead of the system's")
      ->check(CLI::ExistingFile);
}

void add_server_commands(CLI::App& app, Options& options) {
  CLI::App& serve_command = add_command(app, "serve", "start the server", options, [&options] { return serve(options.serve); });
  add_place(serve_command, options.serve.place);
  serve_command.add_flag("--demo", options.serve.demo, "demonstration network with invented institutions and a movable clock");
  serve_command.add_option("--demo-records", options.serve.demo_records, "invented patents, and as many trademarks, that the demonstration searches")
      ->capture_default_str()
      ->take_last()
      ->check(CLI::Range(0, 1'000'000));
  serve_command
      .add_option("--regulations", options.serve.regulations, "folder with further acts to bring into force; refused unless check and test pass")
      ->check(CLI::ExistingDirectory);
  serve_command.add_option("--port", options.serve.port, "TCP port")->capture_default_str()->check(CLI::Range(0, 65535));
  serve_command.add_option("--listen", options.serve.listen, "address to listen on")->capture_default_str();
  serve_command.add_option("--synonyms", options.serve.synonyms, "file with further words that say the same: synonyms: [[word, word], …]");
  serve_command.add_option("--public-url", options.serve.public_url,
                           "address people use, e.g. https://zhidian.example.cn; https turns on secure cookies");
  serve_command.add_option("--trusted-proxy", options.serve.trusted_proxies, "address of a proxy whose X-Forwarded-For is believed; may be repeated");
  serve_command.add_option("--workers", options.serve.workers, "worker threads")->capture_default_str()->check(CLI::Range(1, 256));
  serve_command.add_option("--jobs-interval", options.serve.jobs_interval, "milliseconds between two rounds of timers and outbox")
      ->capture_default_str()
      ->check(CLI::Range(10, 60'000));
  serve_command.add_option("--jobs-lease", options.serve.jobs_lease, "milliseconds after which another process takes over from one that is silent")
      ->capture_default_str()
      ->check(CLI::Range(500, 600'000));
  serve_command.add_option("--jobs-alarm-after", options.serve.jobs_alarm_after, "milliseconds without a good round that raise the alarm")
      ->capture_default_str()
      ->check(CLI::Range(1000, 86'400'000));
  serve_command.add_flag("!--no-rate-limits", options.serve.rate_limits, "switch rate limits off (measurements only)");
  serve_command.add_flag("!--no-access-log", options.serve.access_log, "switch the request log off");
  add_outward_options(serve_command, options.serve.outward);
  add_place(add_command(app, "migrate", "bring the database to this version", options, [&options] { return migrate(options.place); }), options.place);
  CLI::App& demo_command = *app.add_subcommand("demo", "fill an empty store with the demonstration network");
  demo_command.callback([&options, &demo_command] {
    if (demo_command.get_subcommands().empty()) options.chosen = [&options] { return demo(options.demo); };
  });
  const auto add_invented = [&](const char* name, const char* text) {
    CLI::App& command = add_command(demo_command, name, text, options, [&options, name] {
      options.invented.collection = name;
      return demo_records(options.invented);
    });
    command.add_option("--count", options.invented.count, "how many")->capture_default_str()->check(CLI::Range(0, 10'000'000));
    command.add_option("--from", options.invented.from, "number of the first; each record depends on seed and number alone")
        ->capture_default_str()
        ->check(CLI::Range(0, 10'000'000));
    command.add_option("--seed", options.invented.seed, "the same seed gives the same records")->capture_default_str();
  };
  add_invented("patents", "print invented patents as JSON lines, for demonstrations and measurements");
  add_invented("trademarks", "print invented trademarks as JSON lines, for demonstrations and measurements");
  add_invented("indications", "print invented geographical indications as JSON lines, for demonstrations");
  add_place(demo_command, options.demo.place);
  demo_command.add_option("--institutions", options.demo.institutions, "number of institutions")->capture_default_str()->check(CLI::Range(12, 5000));
  demo_command.add_option("--seed", options.demo.seed, "the same seed gives the same log root")->capture_default_str();
  CLI::App& years_command =
      add_command(app, "simulate-years", "live a simulated province through on an empty store; the last word printed is the log root", options,
                  [&options] { return simulate_years(options.years); });
  add_place(years_command, options.years.place);
  years_command.add_option("--years", options.years.years, "simulated years")->capture_default_str()->check(CLI::Range(1, 60));
  years_command.add_option("--outlets", options.years.outlets, "outlets in the steady state")->capture_default_str()->check(CLI::Range(10, 5000));
  years_command.add_option("--seed", options.years.seed, "the same seed gives the same log root")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
}

void add_change_commands(CLI::App& parent, Options& options) {
  CLI::App& diff = add_command(parent, "diff", "what differs between two acts or versions, by article", options,
                               [&options] { return regulation_diff(options.comparison); });
  diff.add_option("before", options.comparison.first, "folder or act id")->required();
  diff.add_option("after", options.comparison.second, "folder or act id")->required();
  diff.add_flag("--json", options.comparison.json, "machine-readable");
  CLI::App& compare = add_command(parent, "compare", "is one act stricter than another; with an applicant that shows it", options,
                                  [&options] { return regulation_compare(options.comparison); });
  compare.add_option("--floor", options.comparison.first, "folder or act id to compare with")->required();
  compare.add_option("--overlay", options.comparison.second, "folder or act id that is to be judged")->required();
  compare.add_flag("--json", options.comparison.json, "machine-readable");
  CLI::App& simulate = add_command(parent, "simulate", "which institutions and running cases a change would touch", options,
                                   [&options] { return regulation_simulate(options.place, options.simulation); });
  simulate.add_option("--change", options.simulation.change, "file that names the values to change")->required()->check(CLI::ExistingFile);
  simulate.add_option("--as-of", options.simulation.as_of, "day to ask about, YYYY-MM-DD; default: today");
  simulate.add_flag("--json", options.simulation.json, "machine-readable");
  add_place(simulate, options.place);
}

void add_regulation_commands(CLI::App& app, Options& options) {
  RegulationOptions& regulation = options.regulation;
  CLI::App& parent = *app.add_subcommand("regulation", "the acts as data")->require_subcommand(1);
  const auto add = [&](const char* name, const char* text, int (*run)(const RegulationOptions&)) -> CLI::App& {
    CLI::App& command = add_command(parent, name, text, options, [&regulation, run] { return run(regulation); });
    command.add_option("--regulations", regulation.folder, "folder to read instead of the embedded acts; without a vocabulary.yaml: beside them");
    return command;
  };
  add("check", "prove that every act is complete and has no dead end", regulation_check).add_flag("--json", regulation.json, "machine-readable");
  add("test", "run the scenarios", regulation_test).add_flag("--json", regulation.json, "machine-readable");
  CLI::App& explain = add("explain", "print an act with what each article is bound to", regulation_explain);
  explain.add_option("act", regulation.act, "act id")->required();
  explain.add_option("--language", regulation.language, "zh or en")->check(CLI::IsMember({"zh", "en"}));
  add_change_commands(parent, options);
  CLI::App& import = add_command(parent, "import-text", "load an act's official text, split by article", options,
                                 [&options] { return regulation_import_text(options.place, options.regulation); });
  import.add_option("act", regulation.act, "act id")->required();
  import.add_option("file", regulation.file, "UTF-8 text of the act")->required()->check(CLI::ExistingFile);
  add_place(import, options.place);

  CLI::App& term_parent = *app.add_subcommand("term", "terms and calendars")->require_subcommand(1);
  CLI::App& term =
      add_command(term_parent, "explain", "when does a term end, day by day", options, [&options] { return term_explain(options.term); });
  term.add_option("--start", options.term.start, "starting day, YYYY-MM-DD (not counted)")->required();
  term.add_option("--length", options.term.length, "P5D, P6M, P3Y")->required();
  term.add_option("--unit", options.term.unit, "calendar_day, working_day, month, year")->capture_default_str();
  term.add_option("--last-day", options.term.last_day, "as_is or next_working_day")->capture_default_str();
  term.add_option("--calendars", options.term.calendars, "folder to read instead of the embedded calendars");
  term.add_option("--data", options.term.place.data, "data folder whose holiday notices in force count");
  term.add_option("--database", options.term.place.database, "the same of a database, e.g. postgresql://…");
  term.add_option("--language", options.term.language, "zh or en")->check(CLI::IsMember({"zh", "en"}));
  term.add_flag("--json", options.term.json, "machine-readable");
}

void add_record_commands(CLI::App& app, Options& options) {
  CLI::App& case_parent = *app.add_subcommand("case", "cases")->require_subcommand(1);
  CLI::App& show = add_command(case_parent, "show", "print a case with its history", options,
                               [&options] { return case_show(options.place, options.subject, options.json); });
  show.add_option("case", options.subject, "id or number")->required();
  show.add_flag("--json", options.json, "machine-readable");
  add_place(show, options.place);

  CLI::App& user_parent = *app.add_subcommand("user", "accounts")->require_subcommand(1);
  CLI::App& user = add_command(user_parent, "add", "add an account; prints a one-time code unless a password file is given", options,
                               [&options] { return user_add(options.place, options.user); });
  user.add_option("login_name", options.user.login_name, "name to sign in with")->required();
  user.add_option("--name", options.user.display_name, "name shown")->required();
  user.add_option("--role", options.user.role, "role of policy.yaml")->required();
  user.add_option("--organisation", options.user.organisation_id, "id of the institution");
  user.add_option("--authority", options.user.authority_id, "id of the authority");
  user.add_option("--password-file", options.user.password_file, "file whose first line is the password")->check(CLI::ExistingFile);
  add_place(user, options.place);

  CLI::App& authority_parent = *app.add_subcommand("authority", "authorities")->require_subcommand(1);
  CLI::App& authority = add_command(authority_parent, "add", "add an authority; prints its id", options, [&options] {
    return authority_add(options.place, options.authority_name, options.authority_level, options.authority_division);
  });
  authority.add_option("name", options.authority_name, "name")->required();
  authority.add_option("--level", options.authority_level, "national, province, city, district")
      ->required()
      ->check(CLI::IsMember({"national", "province", "city", "district"}));
  authority.add_option("--division", options.authority_division, "division code, six digits")->required();
  add_place(authority, options.place);
}

void add_proof_commands(CLI::App& audit_parent, Options& options) {
  CLI::App& key = add_command(audit_parent, "key", "print the public key that signs checkpoints and receipts", options,
                              [&options] { return audit_key(options.place); });
  add_place(key, options.place);
  CLI::App& prove = add_command(audit_parent, "prove", "show that an entry stands in the signed log", options,
                                [&options] { return audit_prove(options.place, options.proof); });
  prove.add_option("--sequence", options.proof.sequence, "number of the entry")->check(CLI::PositiveNumber);
  prove.add_option("--case", options.proof.case_id, "or: id or number of a case, its last entry unless --ordinal says which");
  prove.add_option("--ordinal", options.proof.ordinal, "which entry of the case");
  prove.add_option("--out", options.proof.out, "file to write; default: standard output");
  add_place(prove, options.place);
  CLI::App& consistency = add_command(audit_parent, "consistency", "show that an earlier log is an unaltered beginning of a later one", options,
                                      [&options] { return audit_consistency(options.place, options.proof); });
  consistency.add_option("--from", options.proof.from, "the earlier checkpoint")->required()->check(CLI::ExistingFile);
  consistency.add_option("--to", options.proof.to, "the later checkpoint; default: the present head, signed")->check(CLI::ExistingFile);
  consistency.add_option("--out", options.proof.out, "file to write; default: standard output");
  add_place(consistency, options.place);
  CLI::App& check = add_command(audit_parent, "check-proof", "check either kind of proof off line", options,
                                [&options] { return audit_check_proof(options.proof); });
  check.add_option("file", options.proof.file, "the proof")->required()->check(CLI::ExistingFile);
  check.add_option("--key", options.proof.public_key, "public key you trust, 64 hex digits")->required();
}

void add_care_commands(CLI::App& app, Options& options) {
  CLI::App& backup_command = add_command(app, "backup", "write a consistent copy while the server runs", options,
                                         [&options] { return backup(options.place, options.path); });
  backup_command.add_option("file", options.path, "file to write")->required();
  add_place(backup_command, options.place);
  CLI::App& restore_command =
      add_command(app, "restore", "fill an empty store from a backup", options, [&options] { return restore(options.place, options.path); });
  restore_command.add_option("file", options.path, "file to read")->required()->check(CLI::ExistingFile);
  add_place(restore_command, options.place);
  add_place(add_command(app, "rebuild", "write every record anew that parts from the log, and name what the log does not hold", options,
                        [&options] { return rebuild(options.place); }),
            options.place);

  CLI::App& jobs = *app.add_subcommand("jobs", "timers that are due and messages that were not sent; exits with 1 where something failed");
  jobs.callback([&options, &jobs] {
    if (jobs.get_subcommands().empty()) options.chosen = [&options] { return jobs_list(options.place, options.json); };
  });
  jobs.add_flag("--json", options.json, "machine-readable");
  add_place(jobs, options.place);
  CLI::App& retry = add_command(jobs, "retry", "try what failed at once, without waiting for its pause", options,
                                [&options] { return jobs_retry(options.place, options.subject); });
  retry.add_option("id", options.subject, "id of the timer or message")->required();
  add_place(retry, options.place);

  CLI::App& audit_parent = *app.add_subcommand("audit", "the evidence log")->require_subcommand(1);
  CLI::App& verify = add_command(audit_parent, "verify", "check log, checkpoints and replayed state", options,
                                 [&options] { return audit_verify(options.place, options.checkpoints, options.json); });
  verify.add_option("--checkpoint", options.checkpoints, "signed checkpoint kept elsewhere")->check(CLI::ExistingFile);
  verify.add_flag("--json", options.json, "machine-readable");
  add_place(verify, options.place);
  CLI::App& checkpoint = add_command(audit_parent, "checkpoint", "sign the present head of the log", options,
                                     [&options] { return audit_checkpoint(options.place, options.path); });
  checkpoint.add_option("--out", options.path, "file to write; default: standard output");
  add_place(checkpoint, options.place);
  add_proof_commands(audit_parent, options);
}

void add_receipt_commands(CLI::App& app, Options& options) {
  CLI::App& parent = *app.add_subcommand("receipt", "receipts of decisions")->require_subcommand(1);
  CLI::App& write = add_command(parent, "export", "write the sealed receipt of an action", options,
                                [&options] { return receipt_export(options.place, options.proof); });
  write.add_option("case", options.proof.case_id, "id or number of the case")->required();
  write.add_option("--ordinal", options.proof.ordinal, "which event of the case; default: the last that decided something");
  write.add_option("--out", options.proof.out, "file to write; default: standard output");
  add_place(write, options.place);
  CLI::App& verify = add_command(parent, "verify", "check a receipt off line and ask the engine again", options,
                                 [&options] { return receipt_verify(options.proof, options.json); });
  verify.add_option("file", options.proof.file, "the receipt")->required()->check(CLI::ExistingFile);
  verify.add_option("--key", options.proof.public_key, "public key you trust, 64 hex digits; default: the one inside, which proves less");
  verify.add_option("--regulations", options.proof.regulations, "folder with the act version the receipt names; default: the embedded acts");
  verify.add_flag("--json", options.json, "machine-readable");

  CLI::App& certificate_parent = *app.add_subcommand("certificate", "certificates of outlets")->require_subcommand(1);
  CLI::App& check = add_command(certificate_parent, "verify", "check a certificate off line; exits with 0 only where it is valid", options,
                                [&options] { return certificate_verify(options.certificate); });
  check.add_option("file", options.certificate.file, "the certificate")->required()->check(CLI::ExistingFile);
  check.add_option("--status-list", options.certificate.status_list, "signed status list, as downloaded from /api/certificates/status-list.json")
      ->check(CLI::ExistingFile);
  check.add_option("--public-key,--key", options.certificate.public_key,
                   "public key you trust, 64 hex digits or a file; default: the one of the status list");
  check.add_option("--on", options.certificate.on, "day to ask about, YYYY-MM-DD; default: today, or the day of a later list");
  check.add_flag("--json", options.certificate.json, "machine-readable");

  CLI::App& draw_parent = *app.add_subcommand("draw", "draws of review panels")->require_subcommand(1);
  CLI::App& replay = add_command(draw_parent, "replay", "run the record of a draw again, off line", options,
                                 [&options] { return draw_replay(options.path, options.json); });
  replay.add_option("file", options.path, "the record, as downloaded from the public list of draws")->required()->check(CLI::ExistingFile);
  replay.add_flag("--json", options.json, "machine-readable");
}

void add_search_commands(CLI::App& app, Options& options) {
  RecordsOptions& records = options.records;
  CLI::App& import = add_command(app, "import", "read records into a collection: JSON lines, CSV, XML of CNIPA, USPTO and EPO, also in .gz and .zip",
                                 options, [&options] { return records_import(options.place, options.records); });
  import.add_option("collection", records.collection, "patents, trademarks, indications")->required();
  import.add_option("file", records.path, "file to read")->required()->check(CLI::ExistingFile);
  import.add_option("--source", records.source, "name of the source; default: the name of the file");
  import.add_option("--licence", records.licence, "terms the records may be used under");
  import.add_option("--data-date", records.data_date, "day the data describe, YYYY-MM-DD");
  import.add_option("--rejected", records.rejected, "file for what is rejected; default: one in the data folder");
  import.add_option("--column", records.columns, "column of a table and its field, e.g. 公开号=publication_number; may be repeated");
  import.add_flag("--json", records.json, "machine-readable report");
  add_place(import, options.place);

  SearchOptions& search = options.search;
  CLI::App& find = add_command(app, "search", "find records: words, a number, or a query such as 名称=轴承 AND 申请日>=2015", options,
                               [&options] { return records_search(options.place, options.search); });
  find.add_option("query", search.query, "the query; empty: everything");
  find.add_option("--collection", search.collection, "patents, trademarks, indications")->capture_default_str();
  find.add_option("--sort", search.sort, "relevance or date, the latest first")->capture_default_str()->check(CLI::IsMember({"relevance", "date"}));
  find.add_option("--limit", search.limit, "how many hits are printed")->capture_default_str()->check(CLI::Range(0, 10'000));
  find.add_option("--from", search.from, "how many hits are passed over")->capture_default_str()->check(CLI::Range(0, 1'000'000));
  CLI::Option* const facets = find.add_flag("--facets", search.facets, "count applicants, years, classes … over all hits");
  CLI::Option* const similar = find.add_flag("--similar", search.similar, "take the words as a text: what shares most with it");
  CLI::Option* const rebuild = find.add_flag("--rebuild", search.rebuild, "make the index anew before");
  find.add_flag("--near", search.near, "take the words as a trademark: what is near it, with the reason")->excludes(facets, similar, rebuild);
  find.add_option("--index", search.index, "folder of the index files; default: in the data folder");
  find.add_flag("--json", search.json, "machine-readable");
  add_place(find, options.place);

  CLI::App& sources = *app.add_subcommand("sources", "where the searched records come from: size, day of the data, terms");
  sources.callback([&options, &sources] {
    if (sources.get_subcommands().empty()) options.chosen = [&options] { return records_sources(options.place, options.records); };
  });
  sources.add_flag("--json", records.json, "machine-readable");
  sources.add_flag("--removed", records.with_removed, "with those that were taken out");
  add_place(sources, options.place);
  CLI::App& remove = add_command(sources, "remove", "take out a source with all records that came last from it", options,
                                 [&options] { return records_remove_source(options.place, options.records); });
  remove.add_option("collection", records.collection, "patents, trademarks, indications")->required();
  remove.add_option("name", records.source, "name of the source")->required();
  add_place(remove, options.place);
}

void add_classification_commands(CLI::App& app, Options& options) {
  ClassificationOptions& classification = options.classification;
  CLI::App& parent = *app.add_subcommand("classification", "classification tables: IPC, Nice, industries")->require_subcommand(1);
  CLI::App& import = add_command(parent, "import", "read a table into an edition: code and title, with tabs or commas", options,
                                 [&options] { return classification_import(options.place, options.classification); });
  import.add_option("file", classification.files, "the table; Nice: classes, groups and items in one or several files")->check(CLI::ExistingFile);
  import.add_option("--scheme", classification.scheme, "ipc, nice, gbt4754, sei, locarno")->required();
  import.add_option("--edition", classification.edition, "name of the edition, e.g. 2026.01, NCL12-2025")->required();
  import.add_option("--withdrawn", classification.withdrawn, "list of codes this edition no longer has: code, replacements")
      ->check(CLI::ExistingFile);
  import.add_flag("--json", classification.json, "machine-readable report");
  add_place(import, options.place);
  CLI::App& list = add_command(parent, "list", "the tables that are here, with their editions", options,
                               [&options] { return classification_list(options.place, options.classification); });
  list.add_flag("--json", classification.json, "machine-readable");
  add_place(list, options.place);
}
}  // namespace

int main(int count, char** words) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit then answers EFBIG, which becomes 507 instead of the end of the process
  std::signal(SIGPIPE, SIG_IGN);
  Options options;
  CLI::App app{"Zhidian 知点: runs a network of IP information public service outlets"};
  app.require_subcommand(1);
  app.set_version_flag("--version", ZHIDIAN_VERSION);
  app.fallthrough(false);
  add_server_commands(app, options);
  add_regulation_commands(app, options);
  add_record_commands(app, options);
  add_care_commands(app, options);
  add_receipt_commands(app, options);
  add_search_commands(app, options);
  add_classification_commands(app, options);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Exit::done : Exit::usage;
  }
  try {
    return options.chosen();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "zhidian: %s\n", error.what());
    return Exit::finding;
  }
}
