// The root file systems that guests boot into.
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { cached } from "./cache.mjs";
import { writeArchive } from "./cpio.mjs";
import { debianFolder, kernelFolder, nodeBinary } from "./packages.mjs";
import { guests } from "./systems.mjs";

const RUNTIME = ["busybox-static", "libc6", "libgcc-s1", "libstdc++6", "libatomic1"];

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

/** In the order in which they need each other. */
const NETWORK_MODULES = ["virtio_mmio", "failover", "net_failover", "virtio_net"];

const INIT = `#!/bin/busybox sh
# Node 20.11 would start a kernel thread that eats the emulated processor.
export UV_USE_IO_URING=0 NO_COLOR=1 PATH=/usr/bin:/bin:/sbin HOME=/root
/bin/busybox --install -s /bin 2>/dev/null
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; mount -t tmpfs tmp /tmp
ip link set lo up
if [ -d /modules ]; then
  for name in ${NETWORK_MODULES.join(" ")}; do insmod /modules/$name.ko; done
  ip addr add 10.0.2.15/24 dev eth0; ip link set eth0 up
fi
[ -e /zz-complete ] || { echo "GUEST-TRUNCATED"; poweroff -f; }
cd /guest; sh /run.sh; echo "GUEST-EXIT:$?:"
poweroff -f
`;

/** Names what is cached, so that a change of it is not overlooked. */
const DIGEST = createHash("sha256").update(INIT).digest("hex").slice(0, 12);

function packagesOf(system) {
  return debianFolder(system.debian, RUNTIME);
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
  return cached(`root-${guest}-${DIGEST}`, async (root) => {
    const { system } = guests[guest];
    const [folder, node] = await Promise.all([packagesOf(system), nodeBinary(system.npm, `${system.triplet}-strip`)]);
    for (const name of ["bin", "sbin", "usr/bin", "etc", "proc", "sys", "tmp", "root", "guest", "lib"]) {
      mkdirSync(join(root, name), { recursive: true });
    }
    cpSync(join(folder, "bin/busybox"), join(root, "bin/busybox"));
    addAccounts(root);
    addRuntime(root, system, folder);
    cpSync(node, join(root, "usr/bin/node"));
    chmodSync(join(root, "usr/bin/node"), 0o755);
    writeFileSync(join(root, "init"), INIT, { mode: 0o755 });
  });
}

/** What qemu needs: a kernel and an initramfs with Node, to which each run appends its own files. */
export async function image(guest) {
  const root = await rootFolder(guest);
  const { kernel } = await kernelOf(guest);
  const initramfs = await cached(`initramfs-${guest}-${DIGEST}.cpio`, async (out) =>
    writeArchive(root, out, { devices: true }),
  );
  return { kernel, initramfs };
}

/**
 * The same with the files of `root` and a network: `root` is a folder of Debian's files with busybox among them, which does not
 * change. Documentation and the like are left out.
 */
export async function networkImage(guest, root, agent) {
  const { kernel, modules } = await kernelOf(guest);
  const digest = createHash("sha256").update(`${root}\n${INIT}`).update(readFileSync(agent)).digest("hex").slice(0, 12);
  const initramfs = await cached(`initramfs-${guest}-${digest}.cpio`, async (out) => {
    const folder = `${out}.root`;
    const unwanted = /^usr\/(share|include|lib\/debug|lib\/(?:[^/]+\/)?gconv)(\/|$)/;
    const filter = (path) => !unwanted.test(relative(root, path));
    cpSync(root, folder, { recursive: true, verbatimSymlinks: true, filter });
    for (const name of ["etc", "proc", "sys", "tmp", "root", "guest", "dev"]) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    addAccounts(folder);
    cpSync(modules, join(folder, "modules"), { recursive: true });
    cpSync(agent, join(folder, "agent"));
    writeFileSync(join(folder, "init"), INIT, { mode: 0o755 });
    writeArchive(folder, out, { devices: true });
    rmSync(folder, { recursive: true });
  });
  return { kernel, initramfs };
}

async function kernelOf(guest) {
  const { system } = guests[guest];
  const folder = await kernelFolder(system.debian, system.kernel, NETWORK_MODULES);
  return { kernel: join(folder, "vmlinuz"), modules: join(folder, "modules") };
}

function addAccounts(root) {
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
  writeFileSync(join(root, "etc/hosts"), "127.0.0.1 localhost\n");
}
