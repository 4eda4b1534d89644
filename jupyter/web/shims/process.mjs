// The little that tslab, TypeScript and path-browserify ask of Node. `browser` tells TypeScript that this is none.
export const process = {
  browser: true,
  version: "v20.0.0",
  versions: {},
  platform: "browser",
  env: {},
  cwd: () => "/kit/notebooks",
};
