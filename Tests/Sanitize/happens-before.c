// Tells ThreadSanitizer what the Swift runtime orders. The runtime is not compiled with the sanitizer, which so sees
// neither its reference counts nor the slow path of Synchronization.Mutex, and would report each array that passes from
// one thread to another. scripts/sanitize links this file into the program; nothing has to be suppressed then.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

// Weak, as a tool of the build is linked with this file too, and without the sanitizer.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

// The function of a library that one of this file stands before.
#define ORIGINAL(function, name)                                                                                       \
    static __typeof__(&function) original;                                                                             \
    if (!original) original = (__typeof__(original))dlsym(RTLD_NEXT, name)

// A mutex: what was done before an unlock is seen after the lock that follows. The sanitizer sees the fast paths, which
// are compiled into the program.
#define MUTEX "$s15Synchronization12_MutexHandleV"
#define LOCK_SLOW MUTEX "9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW MUTEX "11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK_SLOW);
SWIFT void lock_slow(uint32_t thread, SELF) {
    ORIGINAL(lock_slow, LOCK_SLOW);
    original(thread, self);
    __tsan_acquire(self);
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK_SLOW);
SWIFT void unlock_slow(SELF) {
    ORIGINAL(unlock_slow, UNLOCK_SLOW);
    __tsan_release(self);
    original(self);
}

static void *untagged(void *object) {
    // Without the bits that mark a bridge object.
    return (void *)((uintptr_t)object & 0x0FFFFFFFFFFFFFF8);
}

// What a release does; an object that is immediate or immortal is negative.
static void order(void *object) {
    if ((intptr_t)object <= 0 || !__tsan_acquire) return;
    __tsan_acquire(untagged(object));
    __tsan_release(untagged(object));
}

// A reference count: the last owner, who changes or frees an object, sees what the others did before they released it.
#define IS_UNIQUE(name)                                                                                                \
    bool name(void *object) {                                                                                          \
        ORIGINAL(name, #name);                                                                                         \
        bool is_unique = original(object);                                                                             \
        if (is_unique && __tsan_acquire) __tsan_acquire(untagged(object));                                             \
        return is_unique;                                                                                              \
    }
IS_UNIQUE(swift_isUniquelyReferenced_native)
IS_UNIQUE(swift_isUniquelyReferenced_nonNull_native)
IS_UNIQUE(swift_isUniquelyReferenced)
IS_UNIQUE(swift_isUniquelyReferenced_nonNull)
IS_UNIQUE(swift_isUniquelyReferencedNonObjC)
IS_UNIQUE(swift_isUniquelyReferencedNonObjC_nonNull)
IS_UNIQUE(swift_isUniquelyReferenced_nonNull_bridgeObject)
IS_UNIQUE(swift_isUniquelyReferencedNonObjC_nonNull_bridgeObject)

// The references that the program's own code releases; those that the runtime releases by itself are not seen. The
// compiler may take registers to outlive the call.
#define RELEASE(name, ...)                                                                                             \
    __attribute__((preserve_most)) void name(void *object, ##__VA_ARGS__) {                                            \
        ORIGINAL(name, #name);                                                                                         \
        order(object);
RELEASE(swift_release)
    original(object);
}
RELEASE(swift_bridgeObjectRelease)
    original(object);
}
RELEASE(swift_release_n, uint32_t count)
    original(object, count);
}
RELEASE(swift_bridgeObjectRelease_n, uint32_t count)
    original(object, count);
}
