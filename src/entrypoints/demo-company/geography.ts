export interface City {
  readonly name: string;
  readonly english: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Region {
  readonly name: string;
  readonly english: string;
  readonly cities: readonly City[];
}

const city = (name: string, english: string, latitude: number, longitude: number): City => ({
  name,
  english,
  latitude,
  longitude,
});

/** The five sales regions with cities (centres, WGS-84, a tenth of a degree). */
export const regions: readonly Region[] = [
  {
    name: '华东',
    english: 'East China',
    cities: [
      city('上海', 'Shanghai', 31.2, 121.5),
      city('苏州', 'Suzhou', 31.3, 120.6),
      city('无锡', 'Wuxi', 31.6, 120.3),
      city('南京', 'Nanjing', 32.1, 118.8),
      city('杭州', 'Hangzhou', 30.3, 120.2),
      city('宁波', 'Ningbo', 29.9, 121.6),
      city('常州', 'Changzhou', 31.8, 120.0),
      city('合肥', 'Hefei', 31.8, 117.3),
    ],
  },
  {
    name: '华南',
    english: 'South China',
    cities: [
      city('广州', 'Guangzhou', 23.1, 113.3),
      city('深圳', 'Shenzhen', 22.5, 114.1),
      city('东莞', 'Dongguan', 23.0, 113.7),
      city('佛山', 'Foshan', 23.0, 113.1),
      city('惠州', 'Huizhou', 23.1, 114.4),
      city('厦门', 'Xiamen', 24.5, 118.1),
      city('福州', 'Fuzhou', 26.1, 119.3),
      city('南宁', 'Nanning', 22.8, 108.4),
    ],
  },
  {
    name: '华北',
    english: 'North China',
    cities: [
      city('北京', 'Beijing', 39.9, 116.4),
      city('天津', 'Tianjin', 39.1, 117.2),
      city('青岛', 'Qingdao', 36.1, 120.4),
      city('济南', 'Jinan', 36.7, 117.0),
      city('石家庄', 'Shijiazhuang', 38.0, 114.5),
      city('唐山', 'Tangshan', 39.6, 118.2),
      city('太原', 'Taiyuan', 37.9, 112.5),
      city('烟台', 'Yantai', 37.5, 121.4),
    ],
  },
  {
    name: '西南',
    english: 'Southwest China',
    cities: [
      city('成都', 'Chengdu', 30.7, 104.1),
      city('重庆', 'Chongqing', 29.6, 106.6),
      city('昆明', 'Kunming', 25.0, 102.7),
      city('贵阳', 'Guiyang', 26.6, 106.7),
      city('绵阳', 'Mianyang', 31.5, 104.7),
      city('德阳', 'Deyang', 31.1, 104.4),
      city('宜宾', 'Yibin', 28.8, 104.6),
      city('遵义', 'Zunyi', 27.7, 106.9),
    ],
  },
  {
    name: '华中',
    english: 'Central China',
    cities: [
      city('武汉', 'Wuhan', 30.6, 114.3),
      city('长沙', 'Changsha', 28.2, 112.9),
      city('郑州', 'Zhengzhou', 34.7, 113.6),
      city('南昌', 'Nanchang', 28.7, 115.9),
      city('洛阳', 'Luoyang', 34.6, 112.4),
      city('襄阳', 'Xiangyang', 32.0, 112.1),
      city('宜昌', 'Yichang', 30.7, 111.3),
      city('株洲', 'Zhuzhou', 27.8, 113.1),
    ],
  },
];
