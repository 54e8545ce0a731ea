// An initramfs archive ("newc" cpio) of a folder, everything owned by root. No privilege is needed: device nodes exist only in the archive.
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

const DIRECTORY = 0o040000;
const FILE = 0o100000;
const LINK = 0o120777;
const CHARACTER_DEVICE = 0o020000;

class Archive {
  #descriptor;
  #position = 0;
  #inode = 1;

  constructor(path) {
    this.#descriptor = openSync(path, "w");
  }

  entry(name, mode, data = Buffer.alloc(0), device = [0, 0]) {
    const links = (mode & DIRECTORY) === DIRECTORY ? 2 : 1;
    const inode = name === "TRAILER!!!" ? 0 : this.#inode++;
    const nameLength = Buffer.byteLength(name) + 1;
    // ino, mode, uid, gid, nlink, mtime, filesize, devmajor, devminor, rdevmajor, rdevminor, namesize, check
    const fields = [inode, mode, 0, 0, links, 0, data.length, 0, 0, ...device, nameLength, 0];
    const header = fields.map((field) => (field >>> 0).toString(16).padStart(8, "0").toUpperCase()).join("");
    this.#put(Buffer.from(`070701${header}${name}\0`, "utf8"));
    this.#pad(4);
    this.#put(data);
    this.#pad(4);
  }

  close() {
    this.entry("TRAILER!!!", 0);
    // The kernel looks for the next archive at a multiple of 512.
    this.#pad(512);
    closeSync(this.#descriptor);
  }

  #put(bytes) {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor, bytes, done);
    this.#position += bytes.length;
  }

  #pad(multiple) {
    const left = (multiple - (this.#position % multiple)) % multiple;
    if (left > 0) this.#put(Buffer.alloc(left));
  }
}

function addFolder(archive, folder, prefix) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const entry = prefix === "" ? name : `${prefix}/${name}`;
    const status = lstatSync(path);
    if (status.isSymbolicLink()) archive.entry(entry, LINK, Buffer.from(readlinkSync(path)));
    else if (status.isDirectory()) {
      archive.entry(entry, DIRECTORY | (status.mode & 0o7777));
      addFolder(archive, path, entry);
    } else if (status.isFile()) archive.entry(entry, FILE | (status.mode & 0o7777), readFileSync(path));
  }
}

/** Writes `folder` to the archive `out`; `devices` adds the nodes that a kernel wants before anything is mounted. */
export function writeArchive(folder, out, { devices = false } = {}) {
  const archive = new Archive(out);
  if (devices) {
    archive.entry("dev", DIRECTORY | 0o755);
    archive.entry("dev/console", CHARACTER_DEVICE | 0o600, undefined, [5, 1]);
    archive.entry("dev/null", CHARACTER_DEVICE | 0o666, undefined, [1, 3]);
  }
  addFolder(archive, folder, "");
  archive.close();
}
