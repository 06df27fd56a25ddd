import sharp from 'sharp';

// Both settings belong to the process: one thread a picture and nothing kept keep the memory flat.
sharp.cache(false);
sharp.concurrency(1);

export { sharp };
