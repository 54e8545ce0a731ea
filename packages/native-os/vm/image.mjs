// The guests: which kernel, which processor, which Node, and the root file system they boot into.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { writeArchive } from "./cpio.mjs";
import { debianFolder, nodeBinary } from "./packages.mjs";

const RUNTIME = ["busybox-static", "libc6", "libgcc-s1", "libstdc++6", "libatomic1"];

const ARM = {
  debian: "armhf",
  npm: "armv7l",
  triplet: "arm-linux-gnueabihf",
  kernel: "linux-image-armmp-lpae",
  node: "arm",
};
const ARM64 = {
  debian: "arm64",
  npm: "arm64",
  triplet: "aarch64-linux-gnu",
  kernel: "linux-image-arm64",
  node: "arm64",
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

const LIBRARIES = [
  "libc.so.6",
  "libm.so.6",
  "libdl.so.2",
  "libpthread.so.0",
  "librt.so.1",
  "libgcc_s.so.1",
  "libstdc++.so.6",
  "libatomic.so.1",
];

const INIT = `#!/bin/busybox sh
# Node 20.11 would start a kernel thread that eats the emulated processor.
export UV_USE_IO_URING=0 NO_COLOR=1 PATH=/usr/bin:/bin:/sbin HOME=/root
/bin/busybox --install -s /bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; mount -t tmpfs tmp /tmp
ip link set lo up
[ -e /complete ] || { echo "GUEST-TRUNCATED"; poweroff -f; }
cd /work; sh /run.sh; echo "GUEST-EXIT:$?:"
poweroff -f
`;

function packagesOf(system) {
  return debianFolder(system.debian, [system.kernel, ...RUNTIME]);
}

function addRuntime(root, system, folder) {
  const to = join(root, "lib", system.triplet);
  mkdirSync(to, { recursive: true });
  const places = [join(folder, "lib", system.triplet), join(folder, "usr/lib", system.triplet)].filter(existsSync);
  const copy = (name) => {
    const from = places.map((place) => join(place, name)).find(existsSync);
    if (from) cpSync(realpathSync(from), join(to, name));
  };
  LIBRARIES.forEach(copy);
  for (const name of places.flatMap((place) => readdirSync(place)).filter((name) => name.startsWith("ld-linux"))) {
    copy(name);
    symlinkSync(`${system.triplet}/${name}`, join(root, "lib", name));
  }
}

/** A folder that holds armhf Node and its libraries: `qemu-arm -L FOLDER FOLDER/usr/bin/node`. */
export function rootFolder(guest) {
  return cached(`root-${guest}`, async (root) => {
    const { system } = guests[guest];
    const [folder, node] = await Promise.all([packagesOf(system), nodeBinary(system.npm, `${system.triplet}-strip`)]);
    for (const name of ["bin", "sbin", "usr/bin", "etc", "proc", "sys", "tmp", "root", "work", "lib"]) {
      mkdirSync(join(root, name), { recursive: true });
    }
    cpSync(join(folder, "bin/busybox"), join(root, "bin/busybox"));
    writeFileSync(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    writeFileSync(join(root, "etc/hosts"), "127.0.0.1 localhost\n");
    addRuntime(root, system, folder);
    cpSync(node, join(root, "usr/bin/node"));
    chmodSync(join(root, "usr/bin/node"), 0o755);
    writeFileSync(join(root, "init"), INIT, { mode: 0o755 });
  });
}

/** What qemu needs: a kernel and an initramfs, to which each run appends its own files. */
export async function image(guest) {
  const { system } = guests[guest];
  const root = await rootFolder(guest);
  const boot = join(await packagesOf(system), "boot");
  const kernel = join(
    boot,
    readdirSync(boot).find((name) => name.startsWith("vmlinuz")),
  );
  const initramfs = await cached(`initramfs-${guest}.cpio`, async (out) => writeArchive(root, out, { devices: true }));
  return { kernel, initramfs };
}
