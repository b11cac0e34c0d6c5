# Relais for Slack and Teams. The local workspace, which listens on loopback only, is for "npm start" on your own machine.
# Build: docker build -t relais:0.1.0 .   Run: deploy/compose.yaml

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package that runs in production needs a script of its own.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vite.server.config.ts vite.verify.config.ts ./
COPY src ./src
RUN npm run build:server
# The pages on which HR and IT read departures.
RUN npm run build:desk
# Packs of evidence bring the page by which they are checked.
RUN npm run build:verify
# What is joined into dist/ is a peer dependency.
RUN npm prune --omit=dev --omit=peer --ignore-scripts --no-audit --no-fund

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production RELAIS_DATA_DIR=/data
# What comes with Node's image and Relais never calls.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-v* /usr/local/bin/yarn /usr/local/bin/yarnpkg
RUN install -d -o node -g node -m 0700 /data
WORKDIR /app
COPY LICENSE package.json ./
COPY flows ./flows
COPY dossiers ./dossiers
COPY manifest ./manifest
COPY adaptive-cards ./adaptive-cards
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
