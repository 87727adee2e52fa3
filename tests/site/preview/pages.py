"""Whole bodies with every construct that the site's pages have had, in words of our own."""

TODAY = """\
## **今日摘要**

```
第一行说"酵母"会数数。
第二行说斑马鱼会认路。

第三行说 2 -- 3 种算法...
```



## ⚡ 快速导航

- [📰 今日资讯](#今日-ai-生命科学资讯) - 最新动态速览
- [🔥 重磅](#-重磅-top-3)



> 💡 **提示**：想看更多？来 [**小站**](https://example.org?utm_source=a&utm_medium=b) 逛逛。

## **今日 AI 生命科学资讯**

### **👀 只有一句话**
酵母也会数数——而且数得很准。

### **🔑 3 个关键词**
#酵母 #斑马鱼 #图神经网络

---

## **📎 今日可引用要点**

- **事实结论**：酵母在 30 度时分裂更快
- **原始来源**：[论文](https://lab.example/a(1)?x=y)
- **证据边界**：只在一个菌株上做过

---

## **🔥 重磅 TOP 3**

**⚠️ 说明**：今天只有三条。

### 1. [酵母的"钟"：新模型](https://cell.example/S0092-8674(25)01497-7?rss=yes)

这是第一段，写着 10~20 倍与 30~40 度。

这是第二段，有 [链接](https://a.example/x_y_z)，也有 https://b.example/path_with_marks 这样的地址。

![图](https://img.example/1.png)

---

### 2. **[斑马鱼"认路"图谱？别笑，是真的](https://fish.example/2)**
紧跟着标题的正文，**重点：**写在这里，**重点**也写在这里。

---

### 3. [It's "only" a title -- or not](https://only.example/3)

---

## **📌 值得关注**

**[开源]** [工具甲](https://git.example/a) - 快

- **[研究]** [论文乙](https://lab.example/b) - 稳
- **[工具丙](https://git.example/c)** - 小
- [工具丁](https://git.example/d) - 巧
  还有一行

**[产品] [产品戊](https://shop.example/e)** - 贵

### [数据集]
- [数据己](https://data.example/f(2)) — 大

**[资源]**\x20\x20
- [目录](https://git.example/g)

---

## **📊 更多动态**

| # | 类型 | 标题 | 链接 |
|---|------|:----:|-----:|
| 1 | 研究 | 叶片的 \\| 气孔 | [链接](https://leaf.example/1) |
| 2 | 开源 | **比对器** 与 `k-mer` | [链接](https://align.example/2) |
| 3 | 产品 | 缺一格 |

## **😄 AI生命科学趣闻**

### [章鱼做梦](https://sea.example/octopus)

它会变色。:octopus:

## **🔮 AI生命科学趋势预测**

### 酵母钟进入药厂
- **预测时间**：2027 年
- **预测概率**：70%
- **预测依据**：见 [今天的第一条](https://cell.example/1) 与 ~~昨天的~~ 前天的

## **❓ 相关问题**

### 哪里可以获取最新资讯？

**推荐方案**：
- 订阅小站
- 每天早上看一眼

访问 [小站](https://example.org) 。

### 如何体验？

**解决方案**：
1. 打开页面
2. 往下翻

<!-- 完 -->
"""

EARLIER = """\
## 资讯日报 2025/6/7

>  `AI 日报` | `每日早读` | `全网数据聚合` | [`进站`](https://example.org/)

### **今日摘要**

```
一行。
```

### 产品与功能更新
1.  **甲公司**发布了**新模型**，称"更快、更省"！[更多细节](https://a.example/1)[介绍](https://a.example/2)。<br/>![图](https://img.example/1.jpeg)<br/>
2.  乙公司的**"工具"**上线了。(o´ω'o)ﾉ
    <video src="https://media.example/1.mp4" controls="controls" width="100%"></video>
3.  第三条，<b>粗体</b>与<i>斜体</i>，**“引号”**在里面，还有**强调（括号）**之后。

### 音频版

| 🎙️ **播客** | 📹 **短视频** |
| --- | --- |
| [来一杯](https://fm.example/e1) | [头条号](https://v.example/u) |
| ![一](https://img.example/a.png) | ![二](https://img.example/b.png) |

***

<div align="center">
  <img src="https://img.example/c.png" alt="二维码" width="200">
</div>

1. **观点**
   * 子项一
   * 子项二
     1. 再里面

        一段
2. **另一个**

   > 引文

   ```python
   print("x -- y")
   ```

Setext 标题
---

最后一行\\
换行\x20\x20
[回到开头](#资讯日报-202567)，又换行 www.example.org/x 与 mail@example.org。
"""

TWIN = """\
# **Today's Summary**

```
Line one.
```

## ⚡ Quick Navigation

- [📰 Today's News](#today-1) - what's new

## **Today's AI "Life Sciences" News**

### **👀 In One Sentence**
Yeast can count -- it's "quite" good at that...

#yeast #zebrafish

### 1. [A model's "clock" of '90s yeast](https://cell.example/1)

She said 'no', they've said "yes" (it's 21" tall).

## **Repeated**

## **Repeated**

See [the paper][1] and [notes].

[1]: https://lab.example/paper "Paper"
[notes]: https://lab.example/notes
"""

PAGES = {"today": TODAY, "earlier": EARLIER, "twin": TWIN}
