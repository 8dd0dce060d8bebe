/** Watches the devices that a library takes in a page: one that is lost answers no call any more. */

interface Lost {
  readonly reason?: string;
}

interface Device {
  readonly lost: PromiseLike<Lost>;
}

interface Context {
  isContextLost?(): boolean;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** The prototypes of a page that give devices, as far as it has them. */
interface PageGlobals {
  readonly GPUAdapter?: { readonly prototype: { requestDevice: Method } };
  readonly HTMLCanvasElement?: { readonly prototype: { getContext: Method } };
  readonly OffscreenCanvas?: { readonly prototype: { getContext: Method } };
}

export interface Devices {
  /** Looks at once whether one is lost: WebGL tells only between tasks. */
  readonly look: () => void;
}

/**
 * Watches every device from now on.
 *
 * @param lost told once, in words, when one is lost that was not given back
 */
export function watchDevices(lost: (words: string) => void): Devices {
  const { GPUAdapter, HTMLCanvasElement, OffscreenCanvas } = globalThis as PageGlobals;
  const contexts = new Set<Context>();
  const look = (): void => {
    for (const context of contexts) {
      if (context.isContextLost?.() !== true) continue;
      contexts.delete(context);
      lost('the WebGL context was lost');
    }
  };
  for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas].filter((each) => each !== undefined)) {
    const { getContext } = prototype;
    prototype.getContext = function (...args) {
      const context = getContext.apply(this, args) as Context | null;
      if (context !== null && String(args[0]).includes('webgl')) {
        contexts.add(context);
        (this as { addEventListener(type: string, listen: () => void): void }).addEventListener('webglcontextlost', look);
      }
      return context;
    };
  }
  if (GPUAdapter !== undefined) {
    const { prototype } = GPUAdapter;
    const { requestDevice } = prototype;
    prototype.requestDevice = async function (...args) {
      const device = (await requestDevice.apply(this, args)) as Device;
      void device.lost.then(({ reason }) => {
        if (reason !== 'destroyed') lost('the WebGPU device was lost');
      });
      return device;
    };
  }
  return { look };
}
