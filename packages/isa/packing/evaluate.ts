import type { PluginBuild } from "esbuild";

/** What a module of the source exports, with all that it imports from the source. */
export async function evaluate<Module>(esbuild: PluginBuild["esbuild"], path: string): Promise<Module> {
  const options = { bundle: true, format: "esm", platform: "neutral", write: false } as const;
  const { outputFiles } = await esbuild.build({ ...options, entryPoints: [path] });
  const source = Buffer.from(outputFiles[0]!.contents).toString("base64");
  return (await import(`data:text/javascript;base64,${source}`)) as Module;
}
