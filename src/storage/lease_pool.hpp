#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "storage/storage.hpp"

namespace zhidian::storage {

/// Lends a fixed number of connections, first come first served: a busy reader or writer cannot starve another.
/// Threads: safe to call from several. The pool must outlive its leases.
template <class T>
class LeasePool {
 public:
  void add(std::unique_ptr<T> item) {
    std::lock_guard lock(mutex_);
    free_.push_back(item.get());
    items_.push_back(std::move(item));
  }

  /// A lent connection; given back on destruction.
  class Lease {
   public:
    Lease(LeasePool* pool, T* item) : pool_(pool), item_(item) {}
    Lease(Lease&& other) noexcept : pool_(other.pool_), item_(std::exchange(other.item_, nullptr)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (item_) pool_->give_back(item_);
    }
    T& operator*() const { return *item_; }
    T* operator->() const { return item_; }

   private:
    friend class LeasePool;
    LeasePool* pool_;
    T* item_;
  };

  /// Waits its turn. Errors: Failure{unavailable} after `patience`.
  Lease take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (waiting_.empty() && !free_.empty()) {
      T* item = free_.back();
      free_.pop_back();
      return Lease(this, item);
    }
    Waiter self;
    waiting_.push_back(&self);
    if (!self.wake.wait_for(lock, patience, [&] { return self.granted != nullptr; })) {
      std::erase(waiting_, &self);
      throw Failure(Failure::Kind::unavailable, "no database connection became free in time");
    }
    return Lease(this, self.granted);
  }

  /// Lends it on to who has waited longest. False where nobody waits: then the lease keeps it.
  bool hand_over(Lease& lease) {
    std::lock_guard lock(mutex_);
    if (waiting_.empty()) return false;
    grant(std::exchange(lease.item_, nullptr));
    return true;
  }

 private:
  struct Waiter {
    std::condition_variable wake;
    T* granted = nullptr;
  };

  void give_back(T* item) {
    std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
      free_.push_back(item);
      return;
    }
    grant(item);
  }

  void grant(T* item) {
    Waiter* next = waiting_.front();
    waiting_.pop_front();
    next->granted = item;
    next->wake.notify_one();
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> items_;
  std::vector<T*> free_;
  std::deque<Waiter*> waiting_;
};

}  // namespace zhidian::storage
