{
  "targets": [
    {
      "target_name": "native_os",
      "sources": [
        "native/addon.cc",
        "native/arguments.cc",
        "native/children.cc",
        "native/errors.cc",
        "native/memory.cc",
        "native/notifier.cc",
        "native/process.cc",
        "native/registers.cc",
        "native/shared_memory.cc",
        "native/spawn.cc",
        "native/streams.cc",
        "native/tracee_memory.cc",
        "native/waiting.cc",
        "native/waker.cc",
        "native/word_watch.cc",
        "native/entry.cc"
      ],
      "conditions": [
        # Stores relative to PC are deprecated for performance, not in meaning; the exit routine lives by them.
        ["target_arch=='arm'", { "sources": ["native/entry_arm.S"], "cflags": ["-Wa,-mno-warn-deprecated"] }]
      ],
      "defines": [
        "NAPI_VERSION=9",
        # node-addon-api throws no C++ exception. Where the environment is ending it drops an error and does not end Node; native/addon.cc
        # says what these two do not cover.
        "NAPI_DISABLE_CPP_EXCEPTIONS",
        "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS",
        "_FILE_OFFSET_BITS=64",
        "_GNU_SOURCE"
      ],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      "cflags!": ["-fno-exceptions"],
      "cflags_cc!": ["-fno-exceptions", "-std=gnu++14", "-std=gnu++1y"],
      "cflags_cc": [
        "-std=gnu++17",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-fvisibility=hidden",
        "-fstack-protector-strong",
        "-U_FORTIFY_SOURCE",
        "-D_FORTIFY_SOURCE=2"
      ],
      # nodelete: Node unloads an addon with the last worker that used it, and the notifier's thread may sit in its code then.
      "libraries": ["-lrt"],
      "ldflags": ["-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,-z,nodelete"]
    }
  ]
}
