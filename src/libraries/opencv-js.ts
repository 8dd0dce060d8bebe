/** OpenCV, compiled to WebAssembly. */
import opencv from '@techstark/opencv-js';
import type { OpenCvModule } from './opencv/api.js';
import { opencvLibrary } from './opencv/library.js';

export default opencvLibrary(opencv as OpenCvModule, 'opencv-js');
