# The gateway with its pinned qodercli. docs/docker.md says how to run it, and how to build it for a release.

# A tag can be moved. Who publishes an image gives the base with its digest, which cannot:
#   --build-arg NODE_IMAGE=docker.io/library/node:24.21.0-bookworm-slim@sha256:...
ARG NODE_IMAGE=docker.io/library/node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
# The same folder as at run time: the compile cache goes by path.
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# A mirror's settings may come as a secret, which stays in no layer: --secret id=npmrc,src=$HOME/.npmrc
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
COPY . .
# Types and source maps are for developers. What qodercli brings along stays as its maker has packed it.
RUN npm run build \
 && npm prune --omit=dev \
 && find dist node_modules -path node_modules/@qoder-ai -prune -o -type f \
      \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.tsbuildinfo' \) -exec rm {} + \
 && install -d -o 1000 -g 1000 compile-cache
# The native qodercli is under Qoder's own terms. It is fetched only if you accept them with this argument:
# docs/docker.md.
ARG QODERCLI_NATIVE_ACCEPT_TERMS=no
RUN install -d native \
 && if [ "$QODERCLI_NATIVE_ACCEPT_TERMS" = yes ]; then \
      apt-get update && apt-get install -y --no-install-recommends python3-pip \
      && bin/qoder-gateway install-cli --accept-terms --to /app/native; \
    fi
# Node keeps a cache for each user, readable by that one alone. Whoever runs as another boots qodercli without it.
USER 1000:1000
RUN node scripts/fill-compile-cache.mjs compile-cache && chmod -R a+rX compile-cache

FROM ${NODE_IMAGE}
# tini takes in the orphans of killed processes, which node as the first process would leave as zombies. npm and yarn
# are of no use here, and would have to be kept free of flaws; nor has anybody to become another user.
RUN apt-get update \
 && apt-get install -y --no-install-recommends 'tini=0.19.0-*' \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log /root/.npm \
      /opt/yarn* /usr/local/lib/node_modules \
      /usr/local/bin/corepack /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/yarn /usr/local/bin/yarnpkg \
 && find / -xdev -type f -perm /6000 -exec chmod a-s {} +

WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build --chown=0:0 /app/compile-cache compile-cache
COPY --from=build /app/dist dist
# Empty unless the terms were accepted.
COPY --from=build /app/native/ /usr/local/bin/
COPY bin bin
COPY generated/openapi.json generated/
COPY LICENSE openapi.yaml package.json ./

ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/compile-cache \
    QODER_BACKEND=qodercli
# By number, so that Kubernetes sees that it is not root. Nothing of the image is this user's: it writes to /tmp alone.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1))"]
ENTRYPOINT ["/app/bin/qoder-gateway"]

# Version, revision and date are added by who publishes it: docs/docker.md.
ARG NODE_IMAGE
LABEL org.opencontainers.image.title="Qoder Gateway" \
      org.opencontainers.image.description="An OpenAI-compatible server over Qoder's command-line agent, qodercli" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="${NODE_IMAGE}"
