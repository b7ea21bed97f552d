#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <utime.h>

#include <csignal>

#include "files/files.hpp"
#include "files/test_documents.hpp"
#include "support/fresh_folder.hpp"

namespace zhidian::files {
namespace {

class DiskStoreTest : public testing::Test {
 protected:
  DiskStoreTest() : random_(base::make_system_random()), store_(open_disk_store(folder_.file("files"), *random_)) {}
  Incoming receive(const std::string& bytes) {
    auto upload = store_->begin(1 << 20);
    EXPECT_TRUE((*upload)->append(bytes));
    return *(*upload)->finish();
  }
  std::size_t arriving() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder_.file("files/arriving"))) ++count;
    return count;
  }
  support::FreshFolder folder_;
  std::unique_ptr<base::Random> random_;
  std::unique_ptr<Store> store_;
};

TEST_F(DiskStoreTest, KeepsByContent) {
  auto upload = store_->begin(100);
  ASSERT_TRUE((*upload)->append("知"));
  ASSERT_TRUE((*upload)->append("点\n"));
  auto incoming = (*upload)->finish();
  ASSERT_TRUE(incoming);
  EXPECT_EQ(incoming->sha256, base::sha256_hex("知点\n"));
  EXPECT_EQ(incoming->size, 7);
  EXPECT_EQ(incoming->media_type, "text/plain");
  EXPECT_FALSE(store_->exists(incoming->sha256));
  ASSERT_TRUE(store_->keep(*incoming));
  EXPECT_TRUE(store_->exists(incoming->sha256));
  EXPECT_EQ(store_->path_of(incoming->sha256), folder_.file("files/" + incoming->sha256.substr(0, 2) + "/" + incoming->sha256.substr(2)));
  EXPECT_EQ(read_all(store_->path_of(incoming->sha256)), "知点\n");
  struct stat facts{};
  ASSERT_EQ(stat(store_->path_of(incoming->sha256).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(DiskStoreTest, TheSameContentTwiceIsOneFile) {
  auto one = receive("same"), other = receive("same");
  EXPECT_NE(one.temporary_path, other.temporary_path);
  EXPECT_TRUE(store_->keep(one));
  EXPECT_TRUE(store_->keep(other));
  EXPECT_TRUE(store_->keep(one)) << "keeping again is harmless";
  EXPECT_EQ(arriving(), 0u);
}

TEST_F(DiskStoreTest, RemovesWhatNobodyKept) {
  { auto upload = store_->begin(100); }
  EXPECT_EQ(arriving(), 0u) << "an upload that broke off";
  {
    auto incoming = receive("forgotten");
    auto copy = incoming;
    EXPECT_EQ(arriving(), 1u);
  }
  EXPECT_EQ(arriving(), 0u) << "a file nobody linked";
  auto incoming = receive("refused");
  store_->discard(incoming);
  EXPECT_EQ(arriving(), 0u);
  std::string kept;
  {
    auto wanted = receive("kept");
    ASSERT_TRUE(store_->keep(wanted));
    kept = wanted.sha256;
  }
  EXPECT_TRUE(store_->exists(kept));
}

TEST_F(DiskStoreTest, RefusesWhatIsTooLarge) {
  auto upload = store_->begin(10);
  EXPECT_TRUE((*upload)->append("0123456789"));
  auto more = (*upload)->append("x");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, base::ErrorCode::too_large);
  EXPECT_EQ(more.error().id, "files.too_large");
  EXPECT_EQ(more.error().params.at("limit"), "10");
}

TEST_F(DiskStoreTest, TellsAFullDisk) {
  auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  getrlimit(RLIMIT_FSIZE, &old_limit);
  auto upload = store_->begin(1 << 20);
  rlimit small{4096, old_limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  auto refused = (*upload)->append(std::string(10'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, old_handler);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::storage_full);
  EXPECT_EQ(refused.error().id, "files.storage_full");
  upload->reset();
  EXPECT_EQ(arriving(), 0u);
  EXPECT_TRUE(store_->keep(receive("room again")));
}

TEST_F(DiskStoreTest, SweepsAbandonedUploadsAtStart) {
  auto old_file = folder_.write("files/arriving/old", "x"), fresh = folder_.write("files/arriving/fresh", "x");
  utimbuf yesterday{time(nullptr) - 90'000, time(nullptr) - 90'000};
  utime(old_file.c_str(), &yesterday);
  store_ = open_disk_store(folder_.file("files"), *random_);
  EXPECT_FALSE(std::filesystem::exists(old_file));
  EXPECT_TRUE(std::filesystem::exists(fresh)) << "it may be arriving at another server right now";
}

TEST_F(DiskStoreTest, AForeignNameNeverBecomesAPath) {
  EXPECT_THROW(store_->path_of("../../etc/passwd"), std::logic_error);
  EXPECT_FALSE(store_->exists("../../etc/passwd"));
}

TEST(Sniff, TellsTheTypeByContent) {
  support::FreshFolder folder;
  std::string program(512, '\0');
  program.replace(0, 2, "MZ");
  program[0x3c] = '\x80';
  program.replace(0x80, 4, std::string("PE\0\0", 4));
  program[0x84] = '\x4c', program[0x85] = 1, program[0x86] = 1, program[0x94] = '\xe0', program[0x96] = 2, program[0x97] = 1, program[0x98] = 0x0b,
  program[0x99] = 1;
  EXPECT_EQ(sniff(folder.write("scan.pdf", program)), "application/x-dosexec");
  EXPECT_EQ(sniff(folder.write("scan.exe", make_pages(1))), "application/pdf");
  EXPECT_EQ(sniff(folder.write("a.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")), "image/svg+xml");
  EXPECT_EQ(sniff(folder.write("a.pdf", "<!DOCTYPE html><html><body>x</body></html>")), "text/html");
  EXPECT_EQ(sniff(folder.write("b.pdf", "#!/bin/sh\nrm -rf /\n")), "text/x-shellscript");
  EXPECT_EQ(sniff(folder.write("empty.pdf", "")), "inode/x-empty");
  EXPECT_EQ(sniff(folder.file("absent.pdf")), "application/octet-stream");
}

}  // namespace
}  // namespace zhidian::files
