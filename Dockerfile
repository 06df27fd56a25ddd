FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-slim
LABEL org.opencontainers.image.title="Darkroom" \
    org.opencontainers.image.description="A Discord bot that makes and edits pictures, and never loses one that was paid for." \
    org.opencontainers.image.source="https://github.com/darkroom-bot/darkroom" \
    org.opencontainers.image.version="0.2.0" \
    org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data UV_THREADPOOL_SIZE=16 \
    MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 NODE_COMPILE_CACHE=/app/compiled \
    NODE_OPTIONS="--max-semi-space-size=4 --v8-pool-size=1"
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY src ./src
RUN mkdir /data compiled && chown node:node /data compiled
USER node
# ends at once, since it is told nothing: what Node compiled for it stays, and each start of a container is shorter
RUN node src/main.ts; test -n "$(ls compiled)"
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# of a worker: the age of the file that its heartbeat touches
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["node", "src/healthy.ts"]
CMD ["node", "src/main.ts"]
