#!/bin/sh
# Starts a kernel: sh start.sh NODE PROGRAM ARGUMENT…
# A version manager may have removed the Node that set the kernel up. Then another one that is new enough will do.
node=$1
shift
if [ ! -f "$1" ]; then
  echo "This kernel belongs to a copy of Breaking Symmetry that is gone or not built: $1 is missing." >&2
  echo "  Run npm run register in the folder where the project is now." >&2
  exit 1
fi
[ -x "$node" ] && exec "$node" "$@"
for other in "$(command -v node)" "${NVM_DIR:-$HOME/.nvm}"/versions/node/*/bin/node \
  "$HOME"/.local/share/fnm/node-versions/*/installation/bin/node "$HOME/.volta/bin/node" \
  /opt/homebrew/bin/node /usr/local/bin/node /usr/bin/node; do
  [ -x "$other" ] && "$other" -e "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)" && exec "$other" "$@"
done
echo "The Node.js that this kernel was set up with is gone ($node), and no other from version 20 on was found." >&2
echo "  Install Node.js 20 or newer, and run npm run register in the project's folder again." >&2
exit 1
