// The guests: which kernel, which processor, and how packages of their architecture are called.

const ARM = {
  debian: "armhf",
  npm: "armv7l",
  triplet: "arm-linux-gnueabihf",
  kernel: "linux-image-armmp-lpae",
};
const ARM64 = {
  debian: "arm64",
  npm: "arm64",
  triplet: "aarch64-linux-gnu",
  kernel: "linux-image-arm64",
};

/** `-cpu max` is ten times slower to boot: these are the processors that the facts were measured on. */
export const guests = {
  arm: {
    name: "32-bit ARM kernel, armhf Node",
    system: ARM,
    emulator: "qemu-system-arm",
    machine: "virt,highmem=off",
    cpu: "cortex-a15",
  },
  arm64: {
    name: "arm64 kernel, arm64 Node, 32-bit programs",
    system: ARM64,
    emulator: "qemu-system-aarch64",
    machine: "virt",
    cpu: "cortex-a57",
  },
};
